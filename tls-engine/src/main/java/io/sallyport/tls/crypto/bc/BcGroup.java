package io.sallyport.tls.crypto.bc;

import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;

/// A Diffie-Hellman group of BouncyCastle, and how its keys stand on the wire. Thread-safe.
sealed interface BcGroup permits BcCurve, BcX25519, BcX448, BcFiniteField {

    /// Bytes of a share.
    int shareLength();

    AsymmetricCipherKeyPair generate();

    byte[] share(AsymmetricKeyParameter publicKey);

    /// Reads a peer's share of the right length.
    ///
    /// @throws IllegalArgumentException if it is no element of the group
    AsymmetricKeyParameter publicKey(byte[] share);

    /// Reads a private key as [io.sallyport.tls.crypto.DiffieHellman#agree] takes it.
    AsymmetricKeyParameter privateKey(byte[] key);

    /// The shared secret at its full length.
    ///
    /// @throws IllegalStateException if it is the neutral element
    byte[] agree(AsymmetricKeyParameter ours, AsymmetricKeyParameter peer);
}
