package io.sallyport.tls.record;

import io.sallyport.tls.alert.PeerMisbehaved;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.codepoint.AeadAlgorithm;
import io.sallyport.tls.crypto.Aead;

/// Removes the protection of records of TLS 1.3 (RFC 9846, section 5.2).
public final class Tls13RecordOpener implements RecordOpener {
    private static final int CONTENT_TYPE = 1;

    private final RecordKeys keys;
    private int contentType;

    /// @param aead under the traffic key; closed with this
    /// @param iv the write_iv, taken over
    public Tls13RecordOpener(Aead aead, byte[] iv) {
        this.keys = new RecordKeys(aead, iv);
    }

    /// The limit holds for content, type and padding together (RFC 9846, section 5.4).
    @Override
    public int open(byte[] record, int offset, int length, byte[] out, int fragmentLimit)
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
        if (inner > fragmentLimit + CONTENT_TYPE) {
            throw TlsException.misbehaved(PeerMisbehaved.SENT_OVERSIZED_RECORD);
        }
        return stripPadding(out, inner);
    }

    @Override
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
