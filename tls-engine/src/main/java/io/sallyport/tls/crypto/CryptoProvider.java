package io.sallyport.tls.crypto;

import io.sallyport.tls.codepoint.AeadAlgorithm;
import io.sallyport.tls.codepoint.HashAlgorithm;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.SignatureScheme;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Set;

/// All the cryptography that the engine uses, and its only source of randomness. Thread-safe; what it
/// makes is for one thread at a time unless said otherwise.
public interface CryptoProvider {

    /// Fills nonces and random values that the peer may see. Thread-safe.
    SecureRandom random();

    Hash hash(HashAlgorithm algorithm);

    Hkdf hkdf(HashAlgorithm algorithm);

    /// A cipher under a key, which the caller may close afterwards.
    ///
    /// @throws IllegalArgumentException if the algorithm is none of [#aeads] or the key's length is wrong
    Aead aead(AeadAlgorithm algorithm, Secret key);

    /// The groups that [#keyExchange] knows.
    Set<NamedGroup> groups();

    /// The ciphers that [#aead] knows.
    Set<AeadAlgorithm> aeads();

    /// @throws IllegalArgumentException if the group is none of [#groups]
    KeyExchange keyExchange(NamedGroup group);

    /// A fresh key pair in a group.
    ///
    /// @throws IllegalArgumentException if the group is none of [#groups], or a hybrid
    EphemeralKey ephemeralKey(NamedGroup group);

    /// Whether a signature is that of the key over the message. One that cannot even be read is not.
    ///
    /// @param scheme one for keys like this; in TLS 1.2 an ECDSA key of any curve
    /// @throws InvalidKeyException if no primitive here verifies with the key; the message names its kind
    boolean verify(SignatureScheme scheme, PublicKey key, byte[] message, byte[] signature)
            throws InvalidKeyException;

    /// Wraps a private RSA key that lives in this process, for clients that encrypt to it.
    ///
    /// @throws InvalidKeyException if no primitive here decrypts with it
    DecryptionKey decryptionKey(PrivateKey key) throws InvalidKeyException;

    /// Wraps a private key that lives in this process.
    ///
    /// @throws InvalidKeyException if no primitive here signs with it; the message names its kind
    SigningKey signingKey(PrivateKey key) throws InvalidKeyException;

    /// Which provider serves each primitive, by name and version, for people and for the metric.
    Map<Primitive, String> inventory();
}
