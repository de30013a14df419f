package io.sallyport.tls.record;

import io.sallyport.tls.codepoint.AeadAlgorithm;
import io.sallyport.tls.crypto.Aead;
import java.util.Arrays;

/// One direction's cipher, its write_iv, and the number of its next record (RFC 9846, section 5.3).
final class RecordKeys implements AutoCloseable {
    private final Aead aead;
    private final byte[] iv;
    private final byte[] nonce = new byte[AeadAlgorithm.NONCE_LENGTH];
    private final byte[] header = new byte[RecordHeader.LENGTH];
    private long sequenceNumber;

    RecordKeys(Aead aead, byte[] iv) {
        this.aead = aead;
        this.iv = iv;
    }

    Aead aead() {
        return aead;
    }

    long sequenceNumber() {
        return sequenceNumber;
    }

    /// The nonce of the next record: the array is used again for the one after it.
    byte[] nextNonce() {
        System.arraycopy(iv, 0, nonce, 0, nonce.length);
        long number = sequenceNumber;
        for (int i = nonce.length - 1; i >= nonce.length - Long.BYTES; i--) {
            nonce[i] ^= (byte) number;
            number >>>= Byte.SIZE;
        }
        return nonce;
    }

    void advance() {
        sequenceNumber++;
    }

    /// A scratch array for the header, which is authenticated along with the record.
    byte[] header() {
        return header;
    }

    @Override
    public void close() {
        aead.close();
        Arrays.fill(iv, (byte) 0);
    }
}
