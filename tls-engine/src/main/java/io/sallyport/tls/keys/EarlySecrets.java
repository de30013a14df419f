package io.sallyport.tls.keys;

import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.HashAlgorithm;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.Hkdf;
import io.sallyport.tls.crypto.Secret;
import java.security.MessageDigest;
import java.util.Optional;

/// The first stage of the key schedule (RFC 9846, section 7.1), when a session is resumed:
///
/// ```text
/// 0, PSK -> Early Secret -> "res binder" -> binder key
///                        -> c e traffic
///                        -> "derived" -> salt of the next stage
/// ```
public final class EarlySecrets implements AutoCloseable {
    private final CryptoProvider crypto;
    private final HashAlgorithm algorithm;
    private final Secret earlySecret;

    private EarlySecrets(CryptoProvider crypto, HashAlgorithm algorithm, Secret earlySecret) {
        this.crypto = crypto;
        this.algorithm = algorithm;
        this.earlySecret = earlySecret;
    }

    /// @param preSharedKey of the ticket; closed here
    /// @param algorithm of the connection that the ticket is from
    public static EarlySecrets of(
            CryptoProvider crypto, HashAlgorithm algorithm, Secret preSharedKey) {
        Hkdf hkdf = crypto.hkdf(algorithm);
        try (preSharedKey) {
            byte[] zeros = new byte[hkdf.hashLength()];
            return new EarlySecrets(crypto, algorithm, hkdf.extract(zeros, preSharedKey.bytes()));
        }
    }

    /// Compares a binder with the right one, in constant time (RFC 9846, section 4.3.11.2).
    ///
    /// @param transcriptHash up to the ClientHello without its binders
    /// @return evidence that it was right, or nothing
    public Optional<VerifiedBinder> verifyBinder(byte[] received, byte[] transcriptHash) {
        return MessageDigest.isEqual(received, binder(transcriptHash))
                ? Optional.of(VerifiedBinder.SEEN)
                : Optional.empty();
    }

    /// client_early_traffic_secret. The receiver closes it.
    ///
    /// @param suite of the connection that the ticket is from
    /// @param transcriptHash up to the ClientHello
    public TrafficSecret client(CipherSuite suite, byte[] transcriptHash) {
        Hkdf hkdf = hkdf();
        return new TrafficSecret(
                crypto,
                suite,
                HkdfLabel.expand(
                        hkdf, earlySecret, "c e traffic", transcriptHash, hkdf.hashLength()));
    }

    /// The right binder.
    byte[] binder(byte[] transcriptHash) {
        Hkdf hkdf = hkdf();
        int length = hkdf.hashLength();
        try (Secret base = HkdfLabel.expand(hkdf, earlySecret, "res binder", emptyHash(), length);
                Secret key = HkdfLabel.expand(hkdf, base, "finished", length)) {
            return hkdf.hmac(key, transcriptHash);
        }
    }

    /// What the handshake secret is extracted with.
    Secret derived() {
        Hkdf hkdf = hkdf();
        return HkdfLabel.expand(hkdf, earlySecret, "derived", emptyHash(), hkdf.hashLength());
    }

    @Override
    public void close() {
        earlySecret.close();
    }

    private byte[] emptyHash() {
        return EmptyHash.of(crypto, algorithm);
    }

    private Hkdf hkdf() {
        return crypto.hkdf(algorithm);
    }
}
