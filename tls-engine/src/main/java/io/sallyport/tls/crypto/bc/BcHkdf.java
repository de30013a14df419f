package io.sallyport.tls.crypto.bc;

import io.sallyport.tls.crypto.Hkdf;
import io.sallyport.tls.crypto.Secret;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/// HKDF and HMAC of BouncyCastle.
final class BcHkdf implements Hkdf {
    private static final int MAX_BLOCKS = 255;

    private final HMac mac;
    private final HKDFBytesGenerator generator;

    BcHkdf(Digest digest) {
        this.mac = new HMac(digest);
        this.generator = new HKDFBytesGenerator(digest);
    }

    @Override
    public int hashLength() {
        return mac.getMacSize();
    }

    @Override
    public Secret extract(byte[] salt, byte[] inputKeyingMaterial) {
        return Secret.owning(generator.extractPRK(salt, inputKeyingMaterial));
    }

    @Override
    public Secret expand(Secret pseudorandomKey, byte[] info, int length) {
        if (length < 0 || length > MAX_BLOCKS * hashLength()) {
            throw new IllegalArgumentException(
                    "length: " + length + " (expected: 0 to " + MAX_BLOCKS * hashLength() + ")");
        }
        generator.init(HKDFParameters.skipExtractParameters(pseudorandomKey.bytes(), info));
        byte[] output = new byte[length];
        generator.generateBytes(output, 0, length);
        return Secret.owning(output);
    }

    @Override
    public byte[] hmac(Secret key, byte[] message) {
        mac.init(new KeyParameter(key.bytes()));
        mac.update(message, 0, message.length);
        byte[] output = new byte[mac.getMacSize()];
        mac.doFinal(output, 0);
        return output;
    }
}
