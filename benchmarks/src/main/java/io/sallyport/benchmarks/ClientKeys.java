package io.sallyport.benchmarks;

import io.sallyport.tls.codepoint.AeadAlgorithm;
import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.Hkdf;
import io.sallyport.tls.crypto.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// What a client derives from a traffic secret that it was told (RFC 9846, sections 7.1 and 7.3).
final class ClientKeys {
    private static final byte[] NO_CONTEXT = {};

    private final CipherSuite suite;
    private final Hkdf hkdf;
    private final byte[] emptyHash;

    ClientKeys(CryptoProvider crypto, CipherSuite suite) {
        this.suite = suite;
        this.hkdf = crypto.hkdf(suite.hash());
        this.emptyHash = crypto.hash(suite.hash()).snapshot();
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

    /// The proof that a client has the key of its ticket (RFC 9846, section 4.3.11.2).
    ///
    /// @param transcriptHash up to the ClientHello without its binders
    byte[] binder(Secret preSharedKey, byte[] transcriptHash) {
        Secret early = hkdf.extract(new byte[hkdf.hashLength()], preSharedKey.bytes());
        return verifyData(
                expand(early, "tls13 res binder", emptyHash, hkdf.hashLength()), transcriptHash);
    }

    /// HKDF-Expand-Label without a context.
    private Secret expand(Secret secret, String label, int length) {
        return expand(secret, label, NO_CONTEXT, length);
    }

    private Secret expand(Secret secret, String label, byte[] context, int length) {
        byte[] name = label.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer info = ByteBuffer.allocate(2 + 1 + name.length + 1 + context.length);
        info.putShort((short) length).put((byte) name.length).put(name);
        info.put((byte) context.length).put(context);
        return hkdf.expand(secret, info.array(), length);
    }
}
