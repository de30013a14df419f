package io.sallyport.tls.record;

import io.sallyport.tls.codepoint.AeadAlgorithm;
import io.sallyport.tls.codepoint.ContentType;
import io.sallyport.tls.crypto.Aead;

/// Protects records of TLS 1.3 (RFC 9846, section 5.2).
public final class Tls13RecordSealer implements RecordSealer {
    private static final int OVERHEAD = RecordHeader.LENGTH + 1 + AeadAlgorithm.TAG_LENGTH;

    private final RecordKeys keys;
    private final long recordLimit;

    /// @param aead under the traffic key; closed with this
    /// @param iv the write_iv, taken over
    /// @param recordLimit how many records the key may protect
    public Tls13RecordSealer(Aead aead, byte[] iv, long recordLimit) {
        this.keys = new RecordKeys(aead, iv);
        this.recordLimit = recordLimit;
    }

    @Override
    public int overhead() {
        return OVERHEAD;
    }

    @Override
    public int seal(
            ContentType type, byte[] in, int inOffset, int inLength, byte[] out, int outOffset) {
        int typeIndex = inOffset + inLength;
        byte borrowed = in[typeIndex];
        in[typeIndex] = (byte) type.code();
        try {
            return sealInner(in, inOffset, inLength + 1, out, outOffset);
        } finally {
            in[typeIndex] = borrowed;
        }
    }

    @Override
    public boolean isExhausted() {
        return keys.sequenceNumber() >= recordLimit - 1;
    }

    @Override
    public void close() {
        keys.close();
    }

    private int sealInner(byte[] in, int inOffset, int inLength, byte[] out, int outOffset) {
        byte[] header = keys.header();
        int protectedLength = inLength + AeadAlgorithm.TAG_LENGTH;
        RecordHeader.write(header, 0, ContentType.APPLICATION_DATA.code(), protectedLength);
        System.arraycopy(header, 0, out, outOffset, RecordHeader.LENGTH);
        int written =
                keys.aead()
                        .seal(
                                keys.nextNonce(),
                                header,
                                in,
                                inOffset,
                                inLength,
                                out,
                                outOffset + RecordHeader.LENGTH);
        keys.advance();
        return RecordHeader.LENGTH + written;
    }
}
