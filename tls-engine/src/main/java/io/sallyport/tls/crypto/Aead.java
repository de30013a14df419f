package io.sallyport.tls.crypto;

import io.sallyport.tls.alert.TlsException;

/// An authenticated cipher under one key (RFC 5116). For one thread at a time.
///
/// Works on heap arrays, where the Java platform's AES-GCM is three times as fast as on direct
/// buffers. Input and output must be different arrays or must not overlap: some providers would copy.
public interface Aead extends AutoCloseable {

    /// Encrypts, and appends the tag of [io.sallyport.tls.codepoint.AeadAlgorithm#TAG_LENGTH] bytes.
    ///
    /// @param nonce 12 bytes, never used before under this key; not kept
    /// @param aad what is authenticated besides; not kept
    /// @return bytes written to `out`: the input's length and the tag's
    /// @throws CryptoException if the provider fails; never for a reason that a peer controls
    int seal(
            byte[] nonce,
            byte[] aad,
            byte[] in,
            int inOffset,
            int inLength,
            byte[] out,
            int outOffset);

    /// Verifies and decrypts.
    ///
    /// @param inLength ciphertext and tag together
    /// @return bytes written to `out`: the input's length less the tag's
    /// @throws TlsException `bad_record_mac`, whatever was wrong with the input; `out` then holds
    ///     nothing that may be used
    int open(
            byte[] nonce,
            byte[] aad,
            byte[] in,
            int inOffset,
            int inLength,
            byte[] out,
            int outOffset)
            throws TlsException;

    /// Forgets the key as far as the provider allows.
    @Override
    void close();
}
