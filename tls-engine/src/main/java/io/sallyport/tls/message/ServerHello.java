package io.sallyport.tls.message;

import io.sallyport.tls.codec.WireWriter;
import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.ExtensionType;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.ProtocolVersion;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// ServerHello and its variant HelloRetryRequest (RFC 9846, sections 4.2.3 and 4.2.4).
public final class ServerHello {
    /// The random value that marks a HelloRetryRequest: the SHA-256 of its name (section 4.2.3).
    private static final byte[] RETRY_RANDOM =
            HexFormat.of()
                    .parseHex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c");

    private ServerHello() {}

    /// Appends a ServerHello.
    ///
    /// @param random 32 bytes
    /// @param sessionId the client's, echoed
    /// @param keyShare null after a resumption without a key exchange
    /// @param selectedIdentity which of the client's tickets is resumed by, from 0 on, or null if none is
    public static void write(
            WireWriter out,
            byte[] random,
            byte[] sessionId,
            CipherSuite suite,
            @Nullable KeyShareEntry keyShare,
            @Nullable Integer selectedIdentity) {
        write(
                out,
                random,
                sessionId,
                suite,
                () -> {
                    if (keyShare != null) {
                        out.uint16(ExtensionType.KEY_SHARE).vector16(() -> keyShare.write(out));
                    }
                    if (selectedIdentity != null) {
                        out.uint16(ExtensionType.PRE_SHARED_KEY).uint16(2).uint16(selectedIdentity);
                    }
                });
    }

    /// Appends a HelloRetryRequest that asks for a share in `group`.
    ///
    /// It never carries a cookie: over TCP the connection itself keeps the state that a cookie would
    /// carry, and has already shown that the client can be reached (section 4.3.2).
    public static void writeRetryRequest(
            WireWriter out, byte[] sessionId, CipherSuite suite, NamedGroup group) {
        write(
                out,
                RETRY_RANDOM,
                sessionId,
                suite,
                () -> out.uint16(ExtensionType.KEY_SHARE).uint16(2).uint16(group));
    }

    private static void write(
            WireWriter out,
            byte[] random,
            byte[] sessionId,
            CipherSuite suite,
            Runnable furtherExtensions) {
        HandshakeMessage.write(
                out,
                HandshakeType.SERVER_HELLO,
                () -> {
                    out.uint16(ProtocolVersion.TLS_1_2);
                    out.opaque(random);
                    out.vector8(() -> out.opaque(sessionId));
                    out.uint16(suite);
                    out.uint8(0);
                    out.vector16(() -> {
                        out.uint16(ExtensionType.SUPPORTED_VERSIONS)
                                .vector16(() -> out.uint16(ProtocolVersion.TLS_1_3));
                        furtherExtensions.run();
                    });
                });
    }
}
