package io.sallyport.benchmarks;

import io.sallyport.tls.crypto.Hkdf;
import io.sallyport.tls.crypto.Secret;
import java.util.function.Supplier;

/// An HKDF whose use is recorded.
final class TapedHkdf implements Hkdf {
    private final CryptographyTape tape;
    private Hkdf hkdf;

    TapedHkdf(CryptographyTape tape, Supplier<Hkdf> source) {
        this.tape = tape;
        this.hkdf = source.get();
        tape.add(() -> hkdf = source.get());
    }

    @Override
    public int hashLength() {
        return hkdf.hashLength();
    }

    @Override
    public Secret extract(byte[] salt, byte[] inputKeyingMaterial) {
        byte[] saltCopy = salt.clone();
        byte[] inputCopy = inputKeyingMaterial.clone();
        tape.add(() -> hkdf.extract(saltCopy, inputCopy));
        return hkdf.extract(salt, inputKeyingMaterial);
    }

    @Override
    public Secret expand(Secret pseudorandomKey, byte[] info, int length) {
        Secret keyCopy = copy(pseudorandomKey);
        byte[] infoCopy = info.clone();
        tape.add(() -> hkdf.expand(keyCopy, infoCopy, length));
        return hkdf.expand(pseudorandomKey, info, length);
    }

    @Override
    public byte[] hmac(Secret key, byte[] message) {
        Secret keyCopy = copy(key);
        byte[] messageCopy = message.clone();
        tape.add(() -> hkdf.hmac(keyCopy, messageCopy));
        return hkdf.hmac(key, message);
    }

    /// The engine closes its secrets; a tape needs them for good.
    static Secret copy(Secret secret) {
        return Secret.owning(secret.bytes().clone());
    }
}
