package io.sallyport.tls.record;

import io.sallyport.tls.codepoint.AeadAlgorithm;
import io.sallyport.tls.codepoint.ContentType;
import io.sallyport.tls.crypto.Aead;

/// Protects records of TLS 1.2 with an authenticated cipher (RFC 5246, section 6.2.3.3).
public final class Tls12RecordSealer implements RecordSealer {
    private final Tls12RecordKeys keys;
    private final long recordLimit;

    /// @param aead under the write key; closed with this
    /// @param iv the write_IV, taken over
    /// @param recordLimit how many records the key may protect
    public Tls12RecordSealer(Aead aead, byte[] iv, long recordLimit) {
        this.keys = new Tls12RecordKeys(aead, iv);
        this.recordLimit = recordLimit;
    }

    @Override
    public int overhead() {
        return RecordHeader.LENGTH + keys.explicitLength() + AeadAlgorithm.TAG_LENGTH;
    }

    @Override
    public int seal(
            ContentType type, byte[] in, int inOffset, int inLength, byte[] out, int outOffset) {
        int bodyOffset = outOffset + RecordHeader.LENGTH;
        int bodyLength = keys.explicitLength() + inLength + AeadAlgorithm.TAG_LENGTH;
        RecordHeader.write(out, outOffset, type.code(), bodyLength);
        keys.writeExplicit(out, bodyOffset);
        keys.aead()
                .seal(
                        keys.nonce(out, bodyOffset),
                        keys.additionalData(type.code(), inLength),
                        in,
                        inOffset,
                        inLength,
                        out,
                        bodyOffset + keys.explicitLength());
        keys.advance();
        return RecordHeader.LENGTH + bodyLength;
    }

    @Override
    public boolean isExhausted() {
        return keys.sequenceNumber() >= recordLimit - 1;
    }

    @Override
    public void close() {
        keys.close();
    }
}
