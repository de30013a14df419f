package io.sallyport.tls.crypto;

import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Bytes that must not leave the process: keys, shared secrets, stages of a key schedule.
///
/// Never printed, compared in constant time, and overwritten by [#close]. Not for use by several
/// threads at once.
public final class Secret implements AutoCloseable {
    private final byte[] bytes;

    private Secret(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Takes the array over: the caller keeps no reference.
    public static Secret owning(byte[] bytes) {
        return new Secret(bytes);
    }

    public int length() {
        return bytes.length;
    }

    /// The bytes themselves, not a copy, for handing to a primitive. They are zeros after [#close].
    public byte[] bytes() {
        return bytes;
    }

    /// Overwrites the bytes. Doing so twice is harmless.
    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
    }

    /// Equal if the bytes are, in time that depends on the length alone.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret that && MessageDigest.isEqual(bytes, that.bytes);
    }

    /// Always the same number: a hash of the bytes would tell about them.
    @Override
    public int hashCode() {
        return 0;
    }

    @Override
    public String toString() {
        return "Secret[" + bytes.length + " bytes]";
    }
}
