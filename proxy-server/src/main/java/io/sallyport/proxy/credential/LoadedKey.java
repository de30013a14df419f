package io.sallyport.proxy.credential;

import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.DecryptionKey;
import io.sallyport.tls.crypto.SigningKey;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import org.jspecify.annotations.Nullable;

/// A private key in all the uses that it has.
///
/// @param decryption null if it is no RSA key, or no provider in use decrypts with it: the cipher suites
///     that need it are then left out
record LoadedKey(SigningKey signing, @Nullable DecryptionKey decryption) {

    /// @throws InvalidKeyException if no provider signs with it
    static LoadedKey of(CryptoProvider crypto, PrivateKey key) throws InvalidKeyException {
        SigningKey signing = crypto.signingKey(key);
        return new LoadedKey(
                signing, signing.keyType() == KeyType.RSA ? decryption(crypto, key) : null);
    }

    private static @Nullable DecryptionKey decryption(CryptoProvider crypto, PrivateKey key) {
        try {
            return crypto.decryptionKey(key);
        } catch (InvalidKeyException _) {
            // it signs all the same, which is what keys are for
            return null;
        }
    }
}
