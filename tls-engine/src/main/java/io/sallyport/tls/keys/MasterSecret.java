package io.sallyport.tls.keys;

import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.Hkdf;
import io.sallyport.tls.crypto.Secret;
import java.security.MessageDigest;
import java.util.Optional;

/// The secret that all of a TLS 1.2 session's keys come from (RFC 5246, section 8.1). For one thread at a
/// time.
public final class MasterSecret implements AutoCloseable {
    /// Bytes of every master secret.
    public static final int LENGTH = 48;

    /// Bytes of verify_data, the same for all suites here (RFC 5246, section 7.4.9).
    public static final int VERIFY_DATA_LENGTH = 12;

    private final CryptoProvider crypto;
    private final CipherSuite suite;
    private final Secret secret;
    private final boolean extended;

    private MasterSecret(
            CryptoProvider crypto, CipherSuite suite, Secret secret, boolean extended) {
        this.crypto = crypto;
        this.suite = suite;
        this.secret = secret;
        this.extended = extended;
    }

    /// From a key exchange, bound to the random values only (RFC 5246, section 8.1).
    ///
    /// @param preMasterSecret closed here
    public static MasterSecret of(
            CryptoProvider crypto, CipherSuite suite, Secret preMasterSecret, Randoms randoms) {
        try (preMasterSecret) {
            Hkdf hmac = crypto.hkdf(suite.hash());
            byte[] seed = randoms.clientFirst();
            return new MasterSecret(
                    crypto,
                    suite,
                    Prf.expand(hmac, preMasterSecret, "master secret", seed, LENGTH),
                    false);
        }
    }

    /// From a key exchange, bound to everything said so far (RFC 7627, section 4).
    ///
    /// @param preMasterSecret closed here
    /// @param sessionHash from ClientHello to ClientKeyExchange
    public static MasterSecret extended(
            CryptoProvider crypto, CipherSuite suite, Secret preMasterSecret, byte[] sessionHash) {
        try (preMasterSecret) {
            Hkdf hmac = crypto.hkdf(suite.hash());
            return new MasterSecret(
                    crypto,
                    suite,
                    Prf.expand(
                            hmac, preMasterSecret, "extended master secret", sessionHash, LENGTH),
                    true);
        }
    }

    /// From an earlier session.
    ///
    /// @param secret taken over
    /// @param extended whether it is bound to its handshake
    public static MasterSecret resumed(
            CryptoProvider crypto, CipherSuite suite, Secret secret, boolean extended) {
        return new MasterSecret(crypto, suite, secret, extended);
    }

    /// The secret itself, for a key log and for resumption.
    public Secret secret() {
        return secret;
    }

    public boolean isExtended() {
        return extended;
    }

    /// The keys of a connection (RFC 5246, section 6.3).
    public KeyBlock keyBlock(Randoms randoms) {
        int length = KeyBlock.length(suite.aead());
        try (Secret block =
                Prf.expand(hmac(), secret, "key expansion", randoms.serverFirst(), length)) {
            return KeyBlock.of(crypto, suite.aead(), block);
        }
    }

    /// The verify_data of our Finished (RFC 5246, section 7.4.9).
    ///
    /// @param transcriptHash up to, not including, the Finished
    public byte[] serverVerifyData(byte[] transcriptHash) {
        return verifyData("server finished", transcriptHash);
    }

    /// Compares a received verify_data with the right one, in constant time.
    ///
    /// @return evidence that it was right, or nothing
    public Optional<VerifiedFinished> verifyClient(byte[] received, byte[] transcriptHash) {
        return MessageDigest.isEqual(received, verifyData("client finished", transcriptHash))
                ? Optional.of(VerifiedFinished.SEEN)
                : Optional.empty();
    }

    /// The exporter of a connection; this secret is closed, the exporter has what it may have of it.
    public Tls12Exporter intoExporter(Randoms randoms) {
        if (extended) {
            return new Tls12Exporter(crypto, suite.hash(), secret, randoms);
        }
        close();
        return new Tls12Exporter(crypto, suite.hash(), null, randoms);
    }

    @Override
    public void close() {
        secret.close();
    }

    private byte[] verifyData(String label, byte[] transcriptHash) {
        return Prf.expand(hmac(), secret, label, transcriptHash, VERIFY_DATA_LENGTH).bytes();
    }

    private Hkdf hmac() {
        return crypto.hkdf(suite.hash());
    }
}
