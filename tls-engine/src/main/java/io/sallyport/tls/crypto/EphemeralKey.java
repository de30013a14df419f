package io.sallyport.tls.crypto;

import io.sallyport.tls.alert.TlsException;

/// A fresh key pair of one handshake: in TLS 1.2 our share goes out before the client's is known. For one
/// thread at a time.
public interface EphemeralKey {

    /// The public value, as it stands in a message. Not a copy.
    byte[] share();

    /// Agrees with the client's share.
    ///
    /// @return the secret at its full length, leading zeros included; the receiver closes it
    /// @throws TlsException `SENT_INVALID_KEY_SHARE` as [KeyExchange#encapsulate] does
    Secret agree(byte[] peerShare) throws TlsException;
}
