package io.sallyport.tls.keys;

import io.sallyport.tls.codepoint.AeadAlgorithm;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.Secret;
import java.util.Arrays;

/// What protects both directions of a TLS 1.2 connection (RFC 5246, section 6.3). An authenticated cipher
/// has no MAC keys.
public final class KeyBlock implements AutoCloseable {
    private final TrafficKeys client;
    private final TrafficKeys server;

    private KeyBlock(TrafficKeys client, TrafficKeys server) {
        this.client = client;
        this.server = server;
    }

    /// Cuts the block up: both keys, then both fixed parts of the nonce.
    static KeyBlock of(CryptoProvider crypto, AeadAlgorithm algorithm, Secret block) {
        int key = algorithm.keyLength();
        int iv = algorithm.fixedIvLength();
        return new KeyBlock(
                keys(crypto, algorithm, block, 0, 2 * key),
                keys(crypto, algorithm, block, key, 2 * key + iv));
    }

    /// Bytes of a block.
    static int length(AeadAlgorithm algorithm) {
        return 2 * (algorithm.keyLength() + algorithm.fixedIvLength());
    }

    /// What the client protects its records with. The receiver closes its cipher.
    public TrafficKeys client() {
        return client;
    }

    /// What we protect our records with. The receiver closes its cipher.
    public TrafficKeys server() {
        return server;
    }

    @Override
    public void close() {
        client.aead().close();
        server.aead().close();
    }

    private static TrafficKeys keys(
            CryptoProvider crypto, AeadAlgorithm algorithm, Secret block, int key, int iv) {
        byte[] bytes = block.bytes();
        try (Secret ours =
                Secret.owning(Arrays.copyOfRange(bytes, key, key + algorithm.keyLength()))) {
            return new TrafficKeys(
                    crypto.aead(algorithm, ours),
                    Arrays.copyOfRange(bytes, iv, iv + algorithm.fixedIvLength()));
        }
    }
}
