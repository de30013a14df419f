package io.sallyport.tls.record;

/// Sizes of a record on the wire (RFC 9846, sections 5.1 and 5.2).
public final class RecordHeader {
    /// Bytes of type, version and length.
    public static final int LENGTH = 5;

    /// Bytes of plaintext that a record may carry.
    public static final int MAX_PLAINTEXT = 1 << 14;

    /// Bytes by which protection may make a record longer.
    public static final int MAX_EXPANSION = 256;

    /// Bytes of the longest record, header included.
    public static final int MAX_RECORD = LENGTH + MAX_PLAINTEXT + MAX_EXPANSION;

    private static final int LEGACY_VERSION = 0x0303;

    private RecordHeader() {}

    /// Writes a header.
    ///
    /// @param length of what follows it
    static void write(byte[] out, int offset, int type, int length) {
        out[offset] = (byte) type;
        out[offset + 1] = (byte) (LEGACY_VERSION >>> 8);
        out[offset + 2] = (byte) LEGACY_VERSION;
        out[offset + 3] = (byte) (length >>> 8);
        out[offset + 4] = (byte) length;
    }
}
