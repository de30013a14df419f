package io.sallyport.tls.crypto;

/// HKDF with one hash (RFC 5869), and the HMAC below it, which Finished messages need. For one thread
/// at a time.
public interface Hkdf {

    /// Bytes of a digest of the hash.
    int hashLength();

    /// HKDF-Extract (RFC 5869, section 2.2).
    Secret extract(byte[] salt, byte[] inputKeyingMaterial);

    /// HKDF-Expand (RFC 5869, section 2.3).
    ///
    /// @param length of the output, at most 255 times [#hashLength]
    Secret expand(Secret pseudorandomKey, byte[] info, int length);

    /// HMAC (RFC 2104).
    byte[] hmac(Secret key, byte[] message);
}
