package io.sallyport.tls.crypto;

/// A private RSA key that clients encrypt pre-master secrets to, wherever it is kept. Thread-safe.
public interface DecryptionKey {
    /// Bytes of a pre-master secret.
    int PRE_MASTER_SECRET_LENGTH = 48;

    /// Decrypts a pre-master secret, or makes a random one if what came is none: on the same path, in the
    /// same time and without a word about it, because whoever can tell the two apart can decrypt recorded
    /// traffic (RFC 5246, section 7.4.7.1). May take as long as it takes: the engine never calls this,
    /// whoever answers its pause does, on a thread of its choice.
    ///
    /// @param encrypted of any length and content
    /// @param clientVersion that of the ClientHello, which the secret must begin with
    /// @return [#PRE_MASTER_SECRET_LENGTH] bytes
    Secret decryptPreMasterSecret(byte[] encrypted, int clientVersion);
}
