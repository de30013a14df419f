package io.sallyport.tls.keys;

import io.sallyport.tls.codepoint.AeadAlgorithm;
import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.Hkdf;
import io.sallyport.tls.crypto.Secret;

/// A secret from which one direction's keys come, for the handshake or for application data (RFC 9846,
/// sections 7.1 to 7.3). For one thread at a time.
public final class TrafficSecret implements AutoCloseable {
    private final CryptoProvider crypto;
    private final CipherSuite suite;
    private final Secret secret;

    TrafficSecret(CryptoProvider crypto, CipherSuite suite, Secret secret) {
        this.crypto = crypto;
        this.suite = suite;
        this.secret = secret;
    }

    public CipherSuite suite() {
        return suite;
    }

    /// The secret itself, for a key log.
    public Secret secret() {
        return secret;
    }

    /// The keys that records are protected by (section 7.3).
    public TrafficKeys keys() {
        Hkdf hkdf = hkdf();
        try (Secret key = HkdfLabel.expand(hkdf, secret, "key", suite.aead().keyLength())) {
            byte[] iv = HkdfLabel.expand(hkdf, secret, "iv", AeadAlgorithm.NONCE_LENGTH).bytes();
            return new TrafficKeys(crypto.aead(suite.aead(), key), iv);
        }
    }

    /// The verify_data of the Finished whose sender uses this secret (section 4.5.3).
    ///
    /// @param transcriptHash up to, not including, the Finished
    public byte[] verifyData(byte[] transcriptHash) {
        Hkdf hkdf = hkdf();
        try (Secret key = HkdfLabel.expand(hkdf, secret, "finished", hkdf.hashLength())) {
            return hkdf.hmac(key, transcriptHash);
        }
    }

    /// The Finished that its sender has to send.
    ///
    /// @param transcriptHash up to, not including, the Finished
    public ExpectedFinished expectedFinished(byte[] transcriptHash) {
        return new ExpectedFinished(verifyData(transcriptHash));
    }

    /// The secret that follows a KeyUpdate (section 7.2); this one is closed.
    public TrafficSecret next() {
        Hkdf hkdf = hkdf();
        Secret next = HkdfLabel.expand(hkdf, secret, "traffic upd", hkdf.hashLength());
        close();
        return new TrafficSecret(crypto, suite, next);
    }

    @Override
    public void close() {
        secret.close();
    }

    private Hkdf hkdf() {
        return crypto.hkdf(suite.hash());
    }
}
