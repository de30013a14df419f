package io.sallyport.tls.record;

import io.sallyport.tls.codepoint.AeadAlgorithm;
import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.crypto.Aead;
import io.sallyport.tls.crypto.CryptoException;
import java.util.Arrays;

/// One direction's cipher in TLS 1.2, its write_IV, and the number of its next record.
///
/// With AES-GCM the write_IV is the first four bytes of the nonce, and the other eight stand in the
/// record: ours are the sequence number, which never comes again (RFC 5288, section 3). With
/// ChaCha20-Poly1305 the nonce is made as in TLS 1.3, and nothing of it stands in the record (RFC 7905,
/// section 2).
final class Tls12RecordKeys implements AutoCloseable {
    /// Bytes of the nonce that stand in each record under AES-GCM.
    private static final int EXPLICIT_NONCE =
            AeadAlgorithm.NONCE_LENGTH - AeadAlgorithm.SALT_LENGTH;

    private static final int VERSION = ProtocolVersion.TLS_1_2.code();
    private static final int TYPE = Long.BYTES;

    private final Aead aead;
    private final byte[] iv;
    private final int explicitLength;
    private final byte[] nonce = new byte[AeadAlgorithm.NONCE_LENGTH];
    private final byte[] additionalData = new byte[Long.BYTES + RecordHeader.LENGTH];
    private long sequenceNumber;

    /// @param iv of 4 bytes for AES-GCM, of 12 for ChaCha20-Poly1305
    Tls12RecordKeys(Aead aead, byte[] iv) {
        this.aead = aead;
        this.iv = iv;
        this.explicitLength = iv.length == AeadAlgorithm.SALT_LENGTH ? EXPLICIT_NONCE : 0;
    }

    Aead aead() {
        return aead;
    }

    long sequenceNumber() {
        return sequenceNumber;
    }

    /// Bytes between a record's header and its ciphertext.
    int explicitLength() {
        return explicitLength;
    }

    /// Writes the part of the nonce of the next record that stands in it.
    void writeExplicit(byte[] record, int offset) {
        if (explicitLength > 0) {
            putNumber(record, offset);
        }
    }

    /// The nonce of a record: the array is used again for the one after it.
    ///
    /// @param record holds its explicit part at `offset`, if there is one
    byte[] nonce(byte[] record, int offset) {
        if (explicitLength > 0) {
            System.arraycopy(iv, 0, nonce, 0, iv.length);
            System.arraycopy(record, offset, nonce, iv.length, explicitLength);
        } else {
            putNumber(nonce, AeadAlgorithm.SALT_LENGTH);
            Arrays.fill(nonce, 0, AeadAlgorithm.SALT_LENGTH, (byte) 0);
            for (int i = 0; i < nonce.length; i++) {
                nonce[i] ^= iv[i];
            }
        }
        return nonce;
    }

    /// What is authenticated along with the next record (RFC 5246, section 6.2.3.3). The array is used
    /// again for the one after it.
    ///
    /// @param length bytes of plaintext
    byte[] additionalData(int contentType, int length) {
        putNumber(additionalData, 0);
        additionalData[TYPE] = (byte) contentType;
        additionalData[TYPE + 1] = (byte) (VERSION >>> Byte.SIZE);
        additionalData[TYPE + 2] = (byte) VERSION;
        additionalData[TYPE + 3] = (byte) (length >>> Byte.SIZE);
        additionalData[TYPE + 4] = (byte) length;
        return additionalData;
    }

    /// Goes on to the next record. The number never wraps (RFC 5246, section 6.1).
    void advance() {
        if (++sequenceNumber == 0) {
            throw new CryptoException("the sequence number would wrap");
        }
    }

    @Override
    public void close() {
        aead.close();
        Arrays.fill(iv, (byte) 0);
    }

    private void putNumber(byte[] out, int offset) {
        long number = sequenceNumber;
        for (int i = offset + Long.BYTES - 1; i >= offset; i--) {
            out[i] = (byte) number;
            number >>>= Byte.SIZE;
        }
    }
}
