package io.sallyport.tls.record;

import io.sallyport.tls.codepoint.ContentType;

/// Protects records under one key. For one thread at a time.
public sealed interface RecordSealer extends AutoCloseable
        permits Tls13RecordSealer, Tls12RecordSealer {

    /// Bytes that protection adds to a plaintext, the record's header among them.
    int overhead();

    /// Seals one record into `out`.
    ///
    /// @param in must reach one byte beyond the plaintext, which may be used while the call lasts; must
    ///     not be `out`
    /// @param inLength at most [RecordHeader#MAX_PLAINTEXT]
    /// @return bytes written: the plaintext's and [#overhead]
    int seal(ContentType type, byte[] in, int inOffset, int inLength, byte[] out, int outOffset);

    /// Whether the key has protected as many records as it should; the next one but one must use
    /// another (RFC 9846, section 5.5). One record is kept back for what has to be said then.
    boolean isExhausted();

    /// Forgets the key.
    @Override
    void close();
}
