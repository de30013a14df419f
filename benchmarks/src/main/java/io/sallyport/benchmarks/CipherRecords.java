package io.sallyport.benchmarks;

import io.sallyport.tls.codepoint.AeadAlgorithm;
import io.sallyport.tls.crypto.Secret;
import io.sallyport.tls.record.RecordHeader;
import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The least that records cost in Java: the JDK's `Cipher` with the key, the nonces and the additional
/// data that TLS prescribes (RFC 9846, section 5.2), and nothing around it.
final class CipherRecords {
    private final AeadAlgorithm algorithm;
    private final Cipher cipher;
    private final SecretKeySpec key;
    private final byte[] iv;
    private final byte[] nonce = new byte[AeadAlgorithm.NONCE_LENGTH];
    private final byte[] header = {23, 3, 3, 0, 0};
    private long sequenceNumber;

    CipherRecords(AeadAlgorithm algorithm, Secret key, byte[] iv) throws GeneralSecurityException {
        boolean aes = algorithm != AeadAlgorithm.CHACHA20_POLY1305;
        this.algorithm = algorithm;
        this.cipher = Cipher.getInstance(aes ? "AES/GCM/NoPadding" : "ChaCha20-Poly1305");
        this.key = new SecretKeySpec(key.bytes(), aes ? "AES" : "ChaCha20");
        this.iv = iv;
    }

    /// Seals the first bytes of an array into a record, its header included.
    int seal(byte[] in, int inLength, byte[] out) throws GeneralSecurityException {
        writeHeader(inLength + AeadAlgorithm.TAG_LENGTH);
        System.arraycopy(header, 0, out, 0, RecordHeader.LENGTH);
        start(Cipher.ENCRYPT_MODE);
        return RecordHeader.LENGTH + cipher.doFinal(in, 0, inLength, out, RecordHeader.LENGTH);
    }

    /// Opens a record into the beginning of an array.
    int open(byte[] record, int length, byte[] out) throws GeneralSecurityException {
        writeHeader(length - RecordHeader.LENGTH);
        start(Cipher.DECRYPT_MODE);
        return cipher.doFinal(record, RecordHeader.LENGTH, length - RecordHeader.LENGTH, out, 0);
    }

    private void start(int mode) throws GeneralSecurityException {
        cipher.init(mode, key, nextParameters());
        cipher.updateAAD(header);
    }

    private void writeHeader(int protectedLength) {
        header[3] = (byte) (protectedLength >>> Byte.SIZE);
        header[4] = (byte) protectedLength;
    }

    private AlgorithmParameterSpec nextParameters() {
        System.arraycopy(iv, 0, nonce, 0, nonce.length);
        long number = sequenceNumber++;
        for (int i = nonce.length - 1; number != 0; i--) {
            nonce[i] ^= (byte) number;
            number >>>= Byte.SIZE;
        }
        return algorithm == AeadAlgorithm.CHACHA20_POLY1305
                ? new IvParameterSpec(nonce)
                : new GCMParameterSpec(AeadAlgorithm.TAG_LENGTH * Byte.SIZE, nonce);
    }
}
