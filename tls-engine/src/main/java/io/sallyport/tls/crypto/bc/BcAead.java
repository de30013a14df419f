package io.sallyport.tls.crypto.bc;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.codepoint.AeadAlgorithm;
import io.sallyport.tls.crypto.Aead;
import io.sallyport.tls.crypto.CryptoException;
import java.util.Arrays;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.AEADCipher;
import org.bouncycastle.crypto.modes.ChaCha20Poly1305;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/// AES-GCM or ChaCha20-Poly1305 of BouncyCastle.
final class BcAead implements Aead {
    private final AeadAlgorithm algorithm;
    private final AEADCipher cipher;
    private final byte[] key;

    /// @param key taken over
    BcAead(AeadAlgorithm algorithm, byte[] key) {
        this.algorithm = algorithm;
        this.key = key;
        this.cipher =
                switch (algorithm) {
                    case AES_128_GCM, AES_256_GCM ->
                            GCMBlockCipher.newInstance(AESEngine.newInstance());
                    case CHACHA20_POLY1305 -> new ChaCha20Poly1305();
                };
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
            return process(true, nonce, aad, in, inOffset, inLength, out, outOffset);
        } catch (InvalidCipherTextException e) {
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
            return process(false, nonce, aad, in, inOffset, inLength, out, outOffset);
        } catch (InvalidCipherTextException _) {
            throw badRecordMac();
        }
    }

    @Override
    public void close() {
        Arrays.fill(key, (byte) 0);
    }

    private int process(
            boolean encrypt,
            byte[] nonce,
            byte[] aad,
            byte[] in,
            int inOffset,
            int inLength,
            byte[] out,
            int outOffset)
            throws InvalidCipherTextException {
        KeyParameter parameter = new KeyParameter(key);
        cipher.init(
                encrypt,
                new AEADParameters(parameter, AeadAlgorithm.TAG_LENGTH * Byte.SIZE, nonce, aad));
        int written = cipher.processBytes(in, inOffset, inLength, out, outOffset);
        return written + cipher.doFinal(out, outOffset + written);
    }

    private static TlsException badRecordMac() {
        return new TlsException(new TlsFailure.BadRecordMac());
    }
}
