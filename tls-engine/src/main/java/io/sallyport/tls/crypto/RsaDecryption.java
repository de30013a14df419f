package io.sallyport.tls.crypto;

import java.security.InvalidKeyException;
import java.security.PrivateKey;

/// Decryption with RSA keys. Thread-safe.
@FunctionalInterface
public interface RsaDecryption {

    /// Takes a private key into use.
    ///
    /// @param key may be another provider's object
    /// @throws InvalidKeyException if it is no RSA key or cannot be read
    DecryptionKey decryptionKey(PrivateKey key) throws InvalidKeyException;
}
