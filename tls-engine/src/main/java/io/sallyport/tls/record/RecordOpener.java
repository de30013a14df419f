package io.sallyport.tls.record;

import io.sallyport.tls.alert.PeerMisbehaved;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.codepoint.AeadAlgorithm;
import io.sallyport.tls.crypto.Aead;

/// Removes the protection of records under one key (RFC 9846, section 5.2). For one thread at a time.
public final class RecordOpener implements AutoCloseable {
    private final RecordKeys keys;
    private int contentType;

    /// @param aead under the traffic key; closed with this
    /// @param iv the write_iv, taken over
    public RecordOpener(Aead aead, byte[] iv) {
        this.keys = new RecordKeys(aead, iv);
    }

    /// Opens one record.
    ///
    /// @param record holds the record with its header, which has been checked
    /// @param length of the record, header included
    /// @param out receives the content, from index 0 on
    /// @param plaintextLimit bytes of content, type and padding that the peer may send
    /// @return bytes of content; its type is then [#contentType]
    /// @throws TlsException `bad_record_mac` if it does not authenticate, `SENT_OVERSIZED_RECORD`, or
    ///     `SENT_RECORD_WITHOUT_CONTENT_TYPE`
    public int open(byte[] record, int offset, int length, byte[] out, int plaintextLimit)
            throws TlsException {
        if (length < RecordHeader.LENGTH + AeadAlgorithm.TAG_LENGTH) {
            throw new TlsException(new TlsFailure.BadRecordMac());
        }
        byte[] header = keys.header();
        System.arraycopy(record, offset, header, 0, RecordHeader.LENGTH);
        int inner =
                keys.aead()
                        .open(
                                keys.nextNonce(),
                                header,
                                record,
                                offset + RecordHeader.LENGTH,
                                length - RecordHeader.LENGTH,
                                out,
                                0);
        keys.advance();
        if (inner > plaintextLimit) {
            throw TlsException.misbehaved(PeerMisbehaved.SENT_OVERSIZED_RECORD);
        }
        return stripPadding(out, inner);
    }

    /// The type of what was opened last, known to us or not.
    public int contentType() {
        return contentType;
    }

    @Override
    public void close() {
        keys.close();
    }

    /// Section 5.4: zeros after the content type are padding.
    private int stripPadding(byte[] inner, int length) throws TlsException {
        int end = length - 1;
        while (end >= 0 && inner[end] == 0) {
            end--;
        }
        if (end < 0) {
            throw TlsException.misbehaved(PeerMisbehaved.SENT_RECORD_WITHOUT_CONTENT_TYPE);
        }
        contentType = inner[end] & 0xff;
        return end;
    }
}
