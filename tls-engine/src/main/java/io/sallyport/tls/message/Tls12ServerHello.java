package io.sallyport.tls.message;

import io.sallyport.tls.codec.WireWriter;
import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.codepoint.ProtocolVersion;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/// ServerHello of TLS 1.2 (RFC 5246, section 7.4.1.3).
public final class Tls12ServerHello {
    /// How a server that could have spoken TLS 1.3 ends its random value (RFC 9846, section 4.2.3).
    private static final byte[] DOWNGRADE = "DOWNGRD\u0001".getBytes(StandardCharsets.US_ASCII);

    private Tls12ServerHello() {}

    /// A random value.
    ///
    /// @param capableOfTls13 whether we would have spoken TLS 1.3 had the client offered it
    public static byte[] random(SecureRandom source, boolean capableOfTls13) {
        byte[] random = new byte[ClientHello.RANDOM_LENGTH];
        source.nextBytes(random);
        if (capableOfTls13) {
            System.arraycopy(
                    DOWNGRADE, 0, random, random.length - DOWNGRADE.length, DOWNGRADE.length);
        }
        return random;
    }

    /// Appends the message.
    ///
    /// @param sessionId at most 32 bytes
    public static void write(
            WireWriter out,
            byte[] random,
            byte[] sessionId,
            CipherSuite suite,
            Tls12ServerExtensions extensions) {
        HandshakeMessage.write(
                out,
                HandshakeType.SERVER_HELLO,
                () -> {
                    out.uint16(ProtocolVersion.TLS_1_2);
                    out.opaque(random);
                    out.vector8(() -> out.opaque(sessionId));
                    out.uint16(suite);
                    out.uint8(0);
                    out.vector16(() -> extensions.write(out));
                });
    }
}
