package io.sallyport.proxy.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SplittableRandom;

/// A stream of bytes that look random and are the same every time, and the hash to know it by.
public record Stream(long length, long seed) {
    private static final int CHUNK = 16 * 1024;

    /// Writes all of it, in chunks of random sizes from 1 byte to 16 KiB.
    public void writeTo(OutputStream out) throws IOException {
        SplittableRandom sizes = new SplittableRandom(seed);
        SplittableRandom content = new SplittableRandom(~seed);
        byte[] chunk = new byte[CHUNK];
        for (long left = length; left > 0; ) {
            int size = (int) Math.min(left, 1 + sizes.nextInt(CHUNK));
            fill(content, chunk, size);
            out.write(chunk, 0, size);
            left -= size;
        }
        out.flush();
    }

    /// The hash of all of it.
    public String hash() throws IOException {
        MessageDigest digest = sha256();
        writeTo(
                new OutputStream() {
                    @Override
                    public void write(int value) {
                        digest.update((byte) value);
                    }

                    @Override
                    public void write(byte[] bytes, int offset, int size) {
                        digest.update(bytes, offset, size);
                    }
                });
        return HexFormat.of().formatHex(digest.digest());
    }

    /// The hash of everything that comes until the end.
    public static String hash(InputStream in) throws IOException {
        MessageDigest digest = sha256();
        byte[] chunk = new byte[CHUNK];
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            digest.update(chunk, 0, read);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void fill(SplittableRandom content, byte[] chunk, int size) {
        for (int i = 0; i < size; i += Long.BYTES) {
            long value = content.nextLong();
            for (int j = i; j < Math.min(size, i + Long.BYTES); j++) {
                chunk[j] = (byte) value;
                value >>>= Byte.SIZE;
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
