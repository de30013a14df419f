package io.sallyport.benchmarks;

import io.sallyport.tls.codepoint.AeadAlgorithm;
import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.Hkdf;
import io.sallyport.tls.crypto.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What a client derives from a traffic secret that it was told (RFC 9846, sections 7.1 and 7.3).
final class ClientKeys {
    private final CipherSuite suite;
    private final Hkdf hkdf;

    ClientKeys(CryptoProvider crypto, CipherSuite suite) {
        this.suite = suite;
        this.hkdf = crypto.hkdf(suite.hash());
    }

    Secret key(Secret trafficSecret) {
        return expand(trafficSecret, "tls13 key", suite.aead().keyLength());
    }

    byte[] iv(Secret trafficSecret) {
        return expand(trafficSecret, "tls13 iv", AeadAlgorithm.NONCE_LENGTH).bytes();
    }

    byte[] verifyData(Secret trafficSecret, byte[] transcriptHash) {
        return hkdf.hmac(
                expand(trafficSecret, "tls13 finished", hkdf.hashLength()), transcriptHash);
    }

    /// HKDF-Expand-Label without a context.
    private Secret expand(Secret secret, String label, int length) {
        byte[] name = label.getBytes(StandardCharsets.US_ASCII);
        byte[] info =
                Arrays.copyOf(new byte[] {0, (byte) length, (byte) name.length}, name.length + 4);
        System.arraycopy(name, 0, info, 3, name.length);
        return hkdf.expand(secret, info, length);
    }
}
