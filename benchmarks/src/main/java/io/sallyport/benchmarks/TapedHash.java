package io.sallyport.benchmarks;

import io.sallyport.tls.crypto.Hash;
import java.util.Arrays;
import java.util.function.Supplier;

/// A hash whose use is recorded.
final class TapedHash implements Hash {
    private final CryptographyTape tape;
    private Hash hash;

    TapedHash(CryptographyTape tape, Supplier<Hash> source) {
        this.tape = tape;
        this.hash = source.get();
        tape.add(() -> hash = source.get());
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        byte[] copy = Arrays.copyOfRange(bytes, offset, offset + length);
        tape.add(() -> {
            hash.update(copy, 0, copy.length);
            return copy;
        });
        hash.update(bytes, offset, length);
    }

    @Override
    public byte[] snapshot() {
        tape.add(() -> hash.snapshot());
        return hash.snapshot();
    }
}
