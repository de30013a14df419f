package io.sallyport.benchmarks;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/// Writes CRLs (RFC 5280, section 5) with so many entries that a builder's objects would not find room. Their signature is
/// none.
final class UnsignedCrl {
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int UTF8_STRING = 0x0c;
    private static final int UTC_TIME = 0x17;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final byte[] ECDSA_WITH_SHA256 = {
        0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 4, 3, 2
    };
    private static final byte[] COMMON_NAME = {0x55, 4, 3};

    private UnsignedCrl() {}

    static byte[] of(BigInteger... serials) {
        byte[] algorithm = value(SEQUENCE, value(OBJECT_IDENTIFIER, ECDSA_WITH_SHA256));
        byte[] name =
                value(
                        SEQUENCE,
                        value(
                                SET,
                                value(
                                        SEQUENCE,
                                        value(OBJECT_IDENTIFIER, COMMON_NAME),
                                        value(UTF8_STRING, ascii("Measured CA")))));
        byte[] then = value(UTC_TIME, ascii("261127000000Z"));
        byte[] due = value(UTC_TIME, ascii("361127000000Z"));
        ByteArrayOutputStream entries = new ByteArrayOutputStream();
        for (BigInteger serial : serials) {
            entries.writeBytes(value(SEQUENCE, value(INTEGER, serial.toByteArray()), then));
        }
        byte[] content =
                value(
                        SEQUENCE,
                        value(INTEGER, new byte[] {1}),
                        algorithm,
                        name,
                        then,
                        due,
                        value(SEQUENCE, entries.toByteArray()));
        return value(SEQUENCE, content, algorithm, value(BIT_STRING, new byte[] {0, 0}));
    }

    private static byte[] value(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 6);
        out.write(tag);
        if (length < 0x80) {
            out.write(length);
        } else {
            byte[] digits = BigInteger.valueOf(length).toByteArray();
            int skipped = digits[0] == 0 ? 1 : 0;
            out.write(0x80 | digits.length - skipped);
            out.write(digits, skipped, digits.length - skipped);
        }
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
