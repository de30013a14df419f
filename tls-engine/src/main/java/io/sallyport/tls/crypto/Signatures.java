package io.sallyport.tls.crypto;

import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.SignatureScheme;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;

/// Signing and verifying with keys of one type. Thread-safe.
public interface Signatures {

    KeyType keyType();

    /// Takes a private key into use.
    ///
    /// @param key its type must be [#keyType]; may be another provider's object
    /// @throws InvalidKeyException if the key cannot be read, or is too short for every scheme
    SigningKey signingKey(PrivateKey key) throws InvalidKeyException;

    /// Whether a signature is that of the key over the message. One that cannot even be read is not.
    ///
    /// @param scheme one for keys of [#keyType]
    /// @param key may be another provider's object
    /// @throws InvalidKeyException if the key cannot be read
    boolean verify(SignatureScheme scheme, PublicKey key, byte[] message, byte[] signature)
            throws InvalidKeyException;
}
