package io.sallyport.benchmarks;

import io.sallyport.tls.codec.WireWriter;
import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.ExtensionType;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.Hash;
import io.sallyport.tls.crypto.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.function.Consumer;

/// A ClientHello as OpenSSL's client sends it (server name, session id for middleboxes, the usual
/// extensions), with one suite and one group.
final class FixedClientHello {
    private static final byte[] RANDOM = new byte[32];
    private static final byte[] SESSION_ID = new byte[32];
    private static final int CAPACITY = 2048;
    private static final int HOST_NAME = 0;
    private static final int PSK_DHE_KE = 1;

    /// The lengths before a binder: of the list, and of itself.
    private static final int BINDERS_HEADER = 3;

    private FixedClientHello() {}

    /// The handshake message, header included, without a record around it.
    static byte[] message(String serverName, CipherSuite suite, NamedGroup group)
            throws GeneralSecurityException {
        return message(serverName, suite, group, _ -> {});
    }

    /// The same, offering to resume by a ticket.
    ///
    /// @param preSharedKey of the ticket
    static byte[] resuming(
            CryptoProvider crypto,
            String serverName,
            CipherSuite suite,
            NamedGroup group,
            byte[] ticket,
            Secret preSharedKey)
            throws GeneralSecurityException {
        int binderLength = suite.hash().length();
        byte[] message =
                message(
                        serverName,
                        suite,
                        group,
                        out -> writePreSharedKey(out, ticket, new byte[binderLength]));
        Hash prefix = crypto.hash(suite.hash());
        prefix.update(message, 0, message.length - binderLength - BINDERS_HEADER);
        byte[] binder = new ClientKeys(crypto, suite).binder(preSharedKey, prefix.snapshot());
        System.arraycopy(binder, 0, message, message.length - binderLength, binderLength);
        return message;
    }

    private static byte[] message(
            String serverName, CipherSuite suite, NamedGroup group, Consumer<WireWriter> last)
            throws GeneralSecurityException {
        byte[] share = ClientShare.of(group);
        WireWriter out = new WireWriter(CAPACITY);
        out.uint8(HandshakeType.CLIENT_HELLO.code())
                .vector24(() -> {
                    out.uint16(ProtocolVersion.TLS_1_2).opaque(RANDOM);
                    out.vector8(() -> out.opaque(SESSION_ID));
                    out.vector16(() -> out.uint16(suite));
                    out.vector8(() -> out.uint8(0));
                    out.vector16(() -> {
                        writeExtensions(out, serverName, group, share);
                        last.accept(out);
                    });
                });
        return out.toByteArray();
    }

    private static void writePreSharedKey(WireWriter out, byte[] ticket, byte[] binder) {
        out.uint16(ExtensionType.PRE_SHARED_KEY)
                .vector16(() -> {
                    out.vector16(() ->
                            out.vector16(() -> out.opaque(ticket)).opaque(new byte[Integer.BYTES]));
                    out.vector16(() -> out.vector8(() -> out.opaque(binder)));
                });
    }

    private static void writeExtensions(
            WireWriter out, String serverName, NamedGroup group, byte[] share) {
        byte[] name = serverName.getBytes(StandardCharsets.US_ASCII);
        out.uint16(ExtensionType.SERVER_NAME)
                .vector16(() ->
                        out.vector16(() -> out.uint8(HOST_NAME).vector16(() -> out.opaque(name))));
        out.uint16(ExtensionType.SUPPORTED_GROUPS)
                .vector16(() -> out.vector16(() -> out.uint16(group)));
        out.uint16(ExtensionType.EXTENDED_MASTER_SECRET).uint16(0);
        out.uint16(ExtensionType.SIGNATURE_ALGORITHMS)
                .vector16(() ->
                        out.vector16(() -> {
                            for (SignatureScheme scheme : SignatureScheme.values()) {
                                out.uint16(scheme);
                            }
                        }));
        out.uint16(ExtensionType.SUPPORTED_VERSIONS)
                .vector16(() -> out.vector8(() -> out.uint16(ProtocolVersion.TLS_1_3)));
        out.uint16(ExtensionType.PSK_KEY_EXCHANGE_MODES)
                .vector16(() -> out.vector8(() -> out.uint8(PSK_DHE_KE)));
        out.uint16(ExtensionType.KEY_SHARE)
                .vector16(() ->
                        out.vector16(() -> out.uint16(group).vector16(() -> out.opaque(share))));
    }
}
