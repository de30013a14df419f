package io.sallyport.tls.record;

import io.sallyport.tls.alert.TlsException;

/// Removes the protection of records under one key. For one thread at a time.
public sealed interface RecordOpener extends AutoCloseable
        permits Tls13RecordOpener, Tls12RecordOpener {

    /// Opens one record.
    ///
    /// @param record holds the record with its header, which has been checked
    /// @param length of the record, header included
    /// @param out receives the content, from index 0 on
    /// @param fragmentLimit bytes of content that the peer may send
    /// @return bytes of content; its type is then [#contentType]
    /// @throws TlsException `bad_record_mac` if it does not authenticate, `SENT_OVERSIZED_RECORD`, or
    ///     `SENT_RECORD_WITHOUT_CONTENT_TYPE`
    int open(byte[] record, int offset, int length, byte[] out, int fragmentLimit)
            throws TlsException;

    /// The type of what was opened last, known to us or not.
    int contentType();

    /// Forgets the key.
    @Override
    void close();
}
