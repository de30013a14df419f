package io.sallyport.tls.crypto.jca;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.codepoint.AeadAlgorithm;
import io.sallyport.tls.crypto.Aead;
import io.sallyport.tls.crypto.CryptoException;
import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;

/// A `javax.crypto.Cipher` for AES-GCM or ChaCha20-Poly1305.
///
/// Every record sets the cipher up anew with its nonce, and the providers refuse to encrypt twice under
/// one nonce: a second line of defence.
final class JcaAead implements Aead {
    private final AeadAlgorithm algorithm;
    private final Cipher cipher;
    private final RawKey key;

    /// @param cipher for this object alone
    JcaAead(AeadAlgorithm algorithm, Cipher cipher, RawKey key) {
        this.algorithm = algorithm;
        this.cipher = cipher;
        this.key = key;
    }

    @Override
    public int seal(
            byte[] nonce,
            byte[] aad,
            byte[] in,
            int inOffset,
            int inLength,
            byte[] out,
            int outOffset) {
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key, parameters(nonce));
            cipher.updateAAD(aad);
            return cipher.doFinal(in, inOffset, inLength, out, outOffset);
        } catch (GeneralSecurityException e) {
            throw new CryptoException(algorithm + " could not encrypt", e);
        }
    }

    @Override
    public int open(
            byte[] nonce,
            byte[] aad,
            byte[] in,
            int inOffset,
            int inLength,
            byte[] out,
            int outOffset)
            throws TlsException {
        if (inLength < AeadAlgorithm.TAG_LENGTH) {
            throw badRecordMac();
        }
        try {
            cipher.init(Cipher.DECRYPT_MODE, key, parameters(nonce));
            cipher.updateAAD(aad);
            return cipher.doFinal(in, inOffset, inLength, out, outOffset);
        } catch (AEADBadTagException _) {
            throw badRecordMac();
        } catch (GeneralSecurityException e) {
            throw new CryptoException(algorithm + " could not decrypt", e);
        }
    }

    @Override
    public void close() {
        key.destroy();
    }

    private AlgorithmParameterSpec parameters(byte[] nonce) {
        return switch (algorithm) {
            case AES_128_GCM, AES_256_GCM ->
                    new GCMParameterSpec(AeadAlgorithm.TAG_LENGTH * Byte.SIZE, nonce);
            case CHACHA20_POLY1305 -> new IvParameterSpec(nonce);
        };
    }

    private static TlsException badRecordMac() {
        return new TlsException(new TlsFailure.BadRecordMac());
    }
}
