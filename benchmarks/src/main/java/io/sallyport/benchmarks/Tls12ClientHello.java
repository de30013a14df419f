package io.sallyport.benchmarks;

import io.sallyport.tls.codec.WireWriter;
import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.ExtensionType;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.codepoint.SignatureScheme;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A ClientHello as OpenSSL's client sends it when it is told to speak TLS 1.2, with one suite.
final class Tls12ClientHello {
    /// Always the same: it names the connection to nobody.
    static final byte[] RANDOM = new byte[32];

    private static final int CAPACITY = 1024;
    private static final int HOST_NAME = 0;

    private Tls12ClientHello() {}

    /// The handshake message, header included, without a record around it.
    ///
    /// @param sessionId of a session to be resumed, or empty
    /// @param ticket of a session to be resumed, empty to ask for one, or null
    static byte[] message(
            String serverName, CipherSuite suite, byte[] sessionId, byte @Nullable [] ticket) {
        WireWriter out = new WireWriter(CAPACITY);
        out.uint8(HandshakeType.CLIENT_HELLO.code())
                .vector24(() -> {
                    out.uint16(ProtocolVersion.TLS_1_2).opaque(RANDOM);
                    out.vector8(() -> out.opaque(sessionId));
                    out.vector16(() -> out.uint16(suite));
                    out.vector8(() -> out.uint8(0));
                    out.vector16(() -> writeExtensions(out, serverName, ticket));
                });
        return out.toByteArray();
    }

    private static void writeExtensions(
            WireWriter out, String serverName, byte @Nullable [] ticket) {
        byte[] name = serverName.getBytes(StandardCharsets.US_ASCII);
        out.uint16(ExtensionType.RENEGOTIATION_INFO).vector16(() -> out.uint8(0));
        out.uint16(ExtensionType.SERVER_NAME)
                .vector16(() ->
                        out.vector16(() -> out.uint8(HOST_NAME).vector16(() -> out.opaque(name))));
        out.uint16(ExtensionType.EC_POINT_FORMATS).vector16(() -> out.vector8(() -> out.uint8(0)));
        out.uint16(ExtensionType.SUPPORTED_GROUPS)
                .vector16(() ->
                        out.vector16(() ->
                                out.uint16(NamedGroup.X25519)
                                        .uint16(NamedGroup.SECP256R1)
                                        .uint16(NamedGroup.FFDHE2048)));
        out.uint16(ExtensionType.EXTENDED_MASTER_SECRET).uint16(0);
        out.uint16(ExtensionType.SIGNATURE_ALGORITHMS)
                .vector16(() ->
                        out.vector16(() -> {
                            for (SignatureScheme scheme : SignatureScheme.values()) {
                                out.uint16(scheme);
                            }
                        }));
        if (ticket != null) {
            out.uint16(ExtensionType.SESSION_TICKET).vector16(() -> out.opaque(ticket));
        }
    }
}
