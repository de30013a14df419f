package io.sallyport.tls.crypto;

import io.sallyport.tls.alert.TlsException;

/// A key encapsulation mechanism: the half of a hybrid group that resists quantum computers (RFC
/// 10024). Thread-safe.
public interface Kem {

    KemAlgorithm algorithm();

    /// Makes a secret for the holder of an encapsulation key.
    ///
    /// @return the ciphertext as server share, and a secret of [KemAlgorithm#SECRET_LENGTH] bytes
    /// @throws TlsException `SENT_INVALID_KEY_SHARE` if the key has the wrong length or fails the check of
    ///     FIPS 203, section 7.2
    Encapsulation encapsulate(byte[] encapsulationKey) throws TlsException;

    /// Recovers the secret from a ciphertext. A server never needs this: it is what makes a known-answer
    /// test possible.
    ///
    /// @param decapsulationKey expanded, as FIPS 203 defines it
    /// @throws CryptoException if the provider fails
    Secret decapsulate(byte[] decapsulationKey, byte[] ciphertext);
}
