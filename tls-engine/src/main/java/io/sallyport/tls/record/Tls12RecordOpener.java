package io.sallyport.tls.record;

import io.sallyport.tls.alert.PeerMisbehaved;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.codepoint.AeadAlgorithm;
import io.sallyport.tls.crypto.Aead;

/// Removes the protection of records of TLS 1.2 with an authenticated cipher (RFC 5246, section 6.2.3.3).
public final class Tls12RecordOpener implements RecordOpener {
    private final Tls12RecordKeys keys;
    private int contentType;

    /// @param aead under the write key; closed with this
    /// @param iv the write_IV, taken over
    public Tls12RecordOpener(Aead aead, byte[] iv) {
        this.keys = new Tls12RecordKeys(aead, iv);
    }

    @Override
    public int open(byte[] record, int offset, int length, byte[] out, int fragmentLimit)
            throws TlsException {
        int bodyOffset = offset + RecordHeader.LENGTH;
        int cipherLength = length - RecordHeader.LENGTH - keys.explicitLength();
        int plainLength = cipherLength - AeadAlgorithm.TAG_LENGTH;
        if (plainLength < 0) {
            throw new TlsException(new TlsFailure.BadRecordMac());
        }
        int type = record[offset] & 0xff;
        keys.aead()
                .open(
                        keys.nonce(record, bodyOffset),
                        keys.additionalData(type, plainLength),
                        record,
                        bodyOffset + keys.explicitLength(),
                        cipherLength,
                        out,
                        0);
        keys.advance();
        if (plainLength > fragmentLimit) {
            throw TlsException.misbehaved(PeerMisbehaved.SENT_OVERSIZED_RECORD);
        }
        contentType = type;
        return plainLength;
    }

    @Override
    public int contentType() {
        return contentType;
    }

    @Override
    public void close() {
        keys.close();
    }
}
