package io.sallyport.tls.crypto;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codepoint.NamedGroup;

/// The server's half of a key exchange in one group, seen as key encapsulation: a Diffie-Hellman
/// share is answered by a fresh share of ours. Thread-safe.
public interface KeyExchange {

    NamedGroup group();

    /// Answers a client's share.
    ///
    /// @param clientShare the `key_exchange` of the client's KeyShareEntry (RFC 9846, section 4.3.8)
    /// @throws TlsException `SENT_INVALID_KEY_SHARE` if the share has the wrong length, is no element
    ///     of the group, or leads to a secret of zeros (RFC 9846, section 7.4)
    Encapsulation encapsulate(byte[] clientShare) throws TlsException;
}
