package io.sallyport.tls.keys;

import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.HashAlgorithm;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.Hkdf;
import io.sallyport.tls.crypto.Secret;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The second stage of the key schedule (RFC 9846, section 7.1), after [EarlySecrets] or without a
/// pre-shared key before it:
///
/// ```text
/// 0, 0 -> Early Secret -> "derived" -> salt
/// salt, (EC)DHE -> Handshake Secret -> c hs traffic, s hs traffic
///                                   -> "derived" -> Main Secret
/// ```
public final class HandshakeSecrets implements AutoCloseable {
    /// The salt is the same for every connection that begins without a pre-shared key.
    private static final Map<HashAlgorithm, byte[]> SALTS = new ConcurrentHashMap<>();

    private final CryptoProvider crypto;
    private final CipherSuite suite;
    private final Secret handshakeSecret;
    private final TrafficSecret client;
    private final TrafficSecret server;

    private HandshakeSecrets(
            CryptoProvider crypto,
            CipherSuite suite,
            Secret handshakeSecret,
            TrafficSecret client,
            TrafficSecret server) {
        this.crypto = crypto;
        this.suite = suite;
        this.handshakeSecret = handshakeSecret;
        this.client = client;
        this.server = server;
    }

    /// The stage of a full handshake.
    ///
    /// @param sharedSecret of the key exchange; closed here
    /// @param transcriptHash from ClientHello to ServerHello
    public static HandshakeSecrets of(
            CryptoProvider crypto, CipherSuite suite, Secret sharedSecret, byte[] transcriptHash) {
        byte[] salt = SALTS.computeIfAbsent(suite.hash(), hash -> salt(crypto, hash));
        return of(crypto, suite, salt, sharedSecret, transcriptHash);
    }

    /// The stage of a resumption.
    ///
    /// @param early of the ticket, whose hash is the suite's; closed here
    /// @param sharedSecret of the key exchange; closed here
    /// @param transcriptHash from ClientHello to ServerHello
    public static HandshakeSecrets of(
            CryptoProvider crypto,
            CipherSuite suite,
            EarlySecrets early,
            Secret sharedSecret,
            byte[] transcriptHash) {
        try (early;
                Secret salt = early.derived()) {
            return of(crypto, suite, salt.bytes(), sharedSecret, transcriptHash);
        }
    }

    private static HandshakeSecrets of(
            CryptoProvider crypto,
            CipherSuite suite,
            byte[] salt,
            Secret sharedSecret,
            byte[] transcriptHash) {
        Hkdf hkdf = crypto.hkdf(suite.hash());
        Secret handshake;
        try (sharedSecret) {
            handshake = hkdf.extract(salt, sharedSecret.bytes());
        }
        int length = hkdf.hashLength();
        return new HandshakeSecrets(
                crypto,
                suite,
                handshake,
                new TrafficSecret(
                        crypto,
                        suite,
                        HkdfLabel.expand(hkdf, handshake, "c hs traffic", transcriptHash, length)),
                new TrafficSecret(
                        crypto,
                        suite,
                        HkdfLabel.expand(hkdf, handshake, "s hs traffic", transcriptHash, length)));
    }

    /// client_handshake_traffic_secret. Closed with this.
    public TrafficSecret client() {
        return client;
    }

    /// server_handshake_traffic_secret. Closed with this.
    public TrafficSecret server() {
        return server;
    }

    /// The next stage.
    ///
    /// @param transcriptHash from ClientHello to the server's Finished
    public ApplicationSecrets application(byte[] transcriptHash) {
        Hkdf hkdf = crypto.hkdf(suite.hash());
        byte[] zeros = new byte[hkdf.hashLength()];
        try (Secret derived = derive(hkdf, handshakeSecret, EmptyHash.of(crypto, suite.hash()))) {
            Secret main = hkdf.extract(derived.bytes(), zeros);
            return ApplicationSecrets.of(crypto, suite, main, transcriptHash);
        }
    }

    @Override
    public void close() {
        handshakeSecret.close();
        client.close();
        server.close();
    }

    private static byte[] salt(CryptoProvider crypto, HashAlgorithm algorithm) {
        Hkdf hkdf = crypto.hkdf(algorithm);
        byte[] zeros = new byte[hkdf.hashLength()];
        try (Secret early = hkdf.extract(zeros, zeros)) {
            return derive(hkdf, early, EmptyHash.of(crypto, algorithm)).bytes();
        }
    }

    private static Secret derive(Hkdf hkdf, Secret secret, byte[] emptyHash) {
        return HkdfLabel.expand(hkdf, secret, "derived", emptyHash, hkdf.hashLength());
    }
}
