package io.sallyport.tls.keys;

import io.sallyport.tls.codepoint.HashAlgorithm;
import io.sallyport.tls.crypto.CryptoProvider;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The hash of no messages at all, which several steps of the key schedule take for their context (RFC 9846,
/// section 7.1): the same for every connection.
final class EmptyHash {
    private static final Map<HashAlgorithm, byte[]> KNOWN = new ConcurrentHashMap<>();

    private EmptyHash() {}

    /// @return shared by all: not to be changed
    static byte[] of(CryptoProvider crypto, HashAlgorithm algorithm) {
        byte[] known = KNOWN.get(algorithm);
        return known != null
                ? known
                : KNOWN.computeIfAbsent(algorithm, hash -> crypto.hash(hash).snapshot());
    }
}
