package io.sallyport.tls.testing;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/// Random numbers that are the same for the same seed, so that whatever is made from them can be made
/// again: hashes of a counter.
public final class SeededRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final long seed;
    private long counter;

    public SeededRandom(long seed) {
        super(null, null);
        this.seed = seed;
    }

    @Override
    public void nextBytes(byte[] bytes) {
        for (int done = 0; done < bytes.length; ) {
            byte[] block = block();
            int count = Math.min(block.length, bytes.length - done);
            System.arraycopy(block, 0, bytes, done, count);
            done += count;
        }
    }

    private byte[] block() {
        ByteBuffer input = ByteBuffer.allocate(16).putLong(seed).putLong(counter++);
        try {
            return MessageDigest.getInstance("SHA-256").digest(input.array());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
