package io.sallyport.benchmarks;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;

/// Makes ciphertexts of each [OracleClass], each different from all others, by arithmetic alone: no library
/// would encrypt such plaintexts.
final class OracleCiphertexts {
    private static final int SECRET = 48;

    private final RSAPublicKey key;
    private final int length;
    private final SecureRandom random = new SecureRandom();

    OracleCiphertexts(RSAPublicKey key) {
        this.key = key;
        this.length = key.getModulus().bitLength() / Byte.SIZE;
    }

    byte[] next(OracleClass what) {
        return switch (what) {
            case VALID -> encrypted(encoding(secret(0x0303, SECRET)));
            case OLDER_VERSION -> encrypted(encoding(secret(0x0302, SECRET)));
            case NEWER_VERSION -> encrypted(encoding(secret(0x0304, SECRET)));
            case FIRST_BYTE -> encrypted(with(0, 1));
            case BLOCK_TYPE -> encrypted(with(1, 1));
            case ZERO_IN_PADDING -> encrypted(with(2 + random.nextInt(8), 0));
            case NO_DELIMITER -> encrypted(with(length - SECRET - 1, 0x55));
            case SHORT_SECRET -> encrypted(encoding(secret(0x0303, SECRET - 1)));
            case LONG_SECRET -> encrypted(encoding(secret(0x0303, SECRET + 1)));
            case NO_SECRET -> encrypted(encoding(new byte[0]));
            case RANDOM -> padded(new BigInteger(length * Byte.SIZE - 1, random));
            case SHORT_CIPHERTEXT -> nonZero(length - 1);
            case LONG_CIPHERTEXT -> nonZero(length + 1);
        };
    }

    private byte[] with(int index, int value) {
        byte[] encoding = encoding(secret(0x0303, SECRET));
        encoding[index] = (byte) value;
        return encoding;
    }

    private byte[] secret(int version, int bytes) {
        byte[] secret = nonZero(bytes);
        secret[0] = (byte) (version >>> Byte.SIZE);
        secret[1] = (byte) version;
        return secret;
    }

    /// RFC 8017, section 7.2.1.
    private byte[] encoding(byte[] secret) {
        byte[] encoding = nonZero(length);
        encoding[0] = 0;
        encoding[1] = 2;
        int start = length - secret.length;
        encoding[start - 1] = 0;
        System.arraycopy(secret, 0, encoding, start, secret.length);
        return encoding;
    }

    private byte[] nonZero(int bytes) {
        byte[] out = new byte[bytes];
        random.nextBytes(out);
        for (int i = 0; i < bytes; i++) {
            out[i] = (byte) (1 + (out[i] & 0xff) % 255);
        }
        return out;
    }

    private byte[] encrypted(byte[] encoding) {
        return padded(
                new BigInteger(1, encoding).modPow(key.getPublicExponent(), key.getModulus()));
    }

    private byte[] padded(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] out = new byte[length];
        int count = Math.min(length, bytes.length);
        System.arraycopy(bytes, bytes.length - count, out, length - count, count);
        return Arrays.copyOf(out, length);
    }
}
