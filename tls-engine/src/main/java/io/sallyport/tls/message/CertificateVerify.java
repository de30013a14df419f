package io.sallyport.tls.message;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codec.WireReader;
import io.sallyport.tls.codec.WireWriter;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.codepoint.SignatureScheme;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// CertificateVerify (RFC 9846, section 4.5.2; RFC 5246, section 7.4.8): the server's in TLS 1.3, and the
/// client's in both versions.
public final class CertificateVerify {
    private static final int PADDING_LENGTH = 64;
    private static final byte[] SERVER_CONTEXT =
            "TLS 1.3, server CertificateVerify\0".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] CLIENT_CONTEXT =
            "TLS 1.3, client CertificateVerify\0".getBytes(StandardCharsets.US_ASCII);

    private final int scheme;
    private final byte[] signature;

    private CertificateVerify(int scheme, byte[] signature) {
        this.scheme = scheme;
        this.signature = signature;
    }

    /// What a server of TLS 1.3 signs: padding, a label that no other signature has, the transcript's hash.
    public static byte[] serverContent(byte[] transcriptHash) {
        return content(SERVER_CONTEXT, transcriptHash);
    }

    /// The same for a client of TLS 1.3, under another label.
    public static byte[] clientContent(byte[] transcriptHash) {
        return content(CLIENT_CONTEXT, transcriptHash);
    }

    private static byte[] content(byte[] label, byte[] transcriptHash) {
        int labelEnd = PADDING_LENGTH + label.length;
        byte[] content = new byte[labelEnd + transcriptHash.length];
        Arrays.fill(content, 0, PADDING_LENGTH, (byte) 0x20);
        System.arraycopy(label, 0, content, PADDING_LENGTH, label.length);
        System.arraycopy(transcriptHash, 0, content, labelEnd, transcriptHash.length);
        return content;
    }

    /// Reads a client's.
    public static CertificateVerify read(HandshakeMessage message) throws TlsException {
        WireReader body = message.body();
        int scheme = body.uint16();
        byte[] signature = body.vector16(0, 0xffff).rest();
        body.finish();
        return new CertificateVerify(scheme, signature);
    }

    /// The scheme's number, known to us or not.
    public int scheme() {
        return scheme;
    }

    /// Not a copy.
    public byte[] signature() {
        return signature;
    }

    /// Appends the message.
    public static void write(WireWriter out, SignatureScheme scheme, byte[] signature) {
        HandshakeMessage.write(
                out,
                HandshakeType.CERTIFICATE_VERIFY,
                () -> out.uint16(scheme).vector16(() -> out.opaque(signature)));
    }
}
