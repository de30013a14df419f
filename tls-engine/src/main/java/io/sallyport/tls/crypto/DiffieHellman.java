package io.sallyport.tls.crypto;

import io.sallyport.tls.alert.TlsException;

/// A key exchange by Diffie-Hellman over a curve or a finite field (RFC 9846, section 7.4).
/// Thread-safe.
public interface DiffieHellman extends KeyExchange {

    /// Makes a fresh key pair whose share goes out before the peer's is known.
    EphemeralKey generate();

    /// Agrees with a given private key. A server's are ephemeral and never leave [#encapsulate]: this is
    /// what makes a known-answer test possible.
    ///
    /// @param privateKey as RFC 7748 encodes it for X25519 and X448, else an unsigned big-endian number
    /// @throws TlsException as [#encapsulate] does
    Secret agree(byte[] privateKey, byte[] peerShare) throws TlsException;
}
