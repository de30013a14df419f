package io.sallyport.tls.crypto.jca;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;

/// Keys of one Diffie-Hellman group in one provider, and how they stand on the wire. Thread-safe.
sealed interface GroupKeys permits CurveKeys, MontgomeryKeys, FiniteFieldKeys {

    /// Bytes of a share.
    int shareLength();

    /// Bytes of a shared secret, leading zeros included.
    int secretLength();

    /// The name of the provider's KeyAgreement.
    String agreement();

    KeyPair generate() throws GeneralSecurityException;

    /// Reads a peer's share of the right length.
    ///
    /// @throws GeneralSecurityException if it is no element of the group
    PublicKey publicKey(byte[] share) throws GeneralSecurityException;

    byte[] share(PublicKey key) throws GeneralSecurityException;

    /// Reads a private key as [io.sallyport.tls.crypto.DiffieHellman#agree] takes it.
    PrivateKey privateKey(byte[] key) throws GeneralSecurityException;
}
