package io.sallyport.tls.crypto;

/// A running hash, of the handshake's transcript above all. For one thread at a time.
public interface Hash {

    void update(byte[] bytes, int offset, int length);

    /// The digest of what was taken in so far; more may follow.
    byte[] snapshot();
}
