package io.sallyport.benchmarks;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.crypto.Aead;
import io.sallyport.tls.record.RecordHeader;
import java.util.Arrays;
import java.util.function.Supplier;

/// A cipher whose use is recorded.
final class TapedAead implements Aead {
    private final CryptographyTape tape;
    private final byte[] output = new byte[RecordHeader.MAX_RECORD];
    private Aead aead;

    TapedAead(CryptographyTape tape, Supplier<Aead> source) {
        this.tape = tape;
        this.aead = source.get();
        tape.add(() -> aead = source.get());
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
        byte[] nonceCopy = nonce.clone();
        byte[] aadCopy = aad.clone();
        byte[] copy = Arrays.copyOfRange(in, inOffset, inOffset + inLength);
        tape.add(() -> aead.seal(nonceCopy, aadCopy, copy, 0, copy.length, output, 0));
        return aead.seal(nonce, aad, in, inOffset, inLength, out, outOffset);
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
        byte[] nonceCopy = nonce.clone();
        byte[] aadCopy = aad.clone();
        byte[] copy = Arrays.copyOfRange(in, inOffset, inOffset + inLength);
        tape.add(() -> aead.open(nonceCopy, aadCopy, copy, 0, copy.length, output, 0));
        return aead.open(nonce, aad, in, inOffset, inLength, out, outOffset);
    }

    @Override
    public void close() {
        tape.add(() -> {
            aead.close();
            return aead;
        });
        aead.close();
    }
}
