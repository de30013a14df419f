package io.sallyport.tls.message;

import io.sallyport.tls.codec.WireWriter;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.codepoint.SignatureScheme;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// CertificateVerify (RFC 9846, section 4.5.2).
public final class CertificateVerify {
    private static final int PADDING_LENGTH = 64;
    private static final byte[] SERVER_CONTEXT =
            "TLS 1.3, server CertificateVerify\0".getBytes(StandardCharsets.US_ASCII);

    private CertificateVerify() {}

    /// What the server signs: padding, a label that no other signature has, the transcript's hash.
    public static byte[] serverContent(byte[] transcriptHash) {
        int labelEnd = PADDING_LENGTH + SERVER_CONTEXT.length;
        byte[] content = new byte[labelEnd + transcriptHash.length];
        Arrays.fill(content, 0, PADDING_LENGTH, (byte) 0x20);
        System.arraycopy(SERVER_CONTEXT, 0, content, PADDING_LENGTH, SERVER_CONTEXT.length);
        System.arraycopy(transcriptHash, 0, content, labelEnd, transcriptHash.length);
        return content;
    }

    /// Appends the message.
    public static void write(WireWriter out, SignatureScheme scheme, byte[] signature) {
        HandshakeMessage.write(
                out,
                HandshakeType.CERTIFICATE_VERIFY,
                () -> out.uint16(scheme).vector16(() -> out.opaque(signature)));
    }
}
