package io.sallyport.tls.crypto;

import io.sallyport.tls.codepoint.AeadAlgorithm;
import io.sallyport.tls.codepoint.HashAlgorithm;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.NamedGroup;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/// The primitives of one vendor, each by itself: what a [CryptoProvider] is put together from.
///
/// Every method is thread-safe and throws [NoSuchAlgorithmException] if this vendor lacks the
/// primitive; the message says so in words for people.
public interface PrimitiveSource {

    /// Name and version for people and for metrics, such as `BouncyCastle 1.84`.
    String name();

    /// Makes a new, empty hash each time it is called. Thread-safe, as are the other two.
    @FunctionalInterface
    interface HashSource {
        Hash create();
    }

    /// Makes a new HKDF each time it is called.
    @FunctionalInterface
    interface HkdfSource {
        Hkdf create();
    }

    /// Makes a cipher under a key each time it is called.
    @FunctionalInterface
    interface AeadSource {
        /// @throws IllegalArgumentException if the key's length is not the algorithm's
        Aead create(Secret key);
    }

    HashSource hash(HashAlgorithm algorithm) throws NoSuchAlgorithmException;

    HkdfSource hkdf(HashAlgorithm algorithm) throws NoSuchAlgorithmException;

    AeadSource aead(AeadAlgorithm algorithm) throws NoSuchAlgorithmException;

    /// @param group no hybrid: those are put together by [HybridKeyExchange]
    DiffieHellman diffieHellman(NamedGroup group) throws NoSuchAlgorithmException;

    Kem kem(KemAlgorithm algorithm) throws NoSuchAlgorithmException;

    Signatures signatures(KeyType keyType) throws NoSuchAlgorithmException;

    RsaDecryption rsaDecryption() throws NoSuchAlgorithmException;

    SecureRandom random() throws NoSuchAlgorithmException;
}
