package io.sallyport.tls.crypto;

import io.sallyport.tls.codepoint.KeyType;
import java.security.InvalidKeyException;
import java.security.PrivateKey;

/// Makes signing keys of one type. Thread-safe.
public interface Signatures {

    KeyType keyType();

    /// Takes a private key into use.
    ///
    /// @param key its type must be [#keyType]; may be another provider's object
    /// @throws InvalidKeyException if the key cannot be read, or is too short for every scheme
    SigningKey signingKey(PrivateKey key) throws InvalidKeyException;
}
