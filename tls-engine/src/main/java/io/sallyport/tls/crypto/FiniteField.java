package io.sallyport.tls.crypto;

import io.sallyport.tls.codepoint.NamedGroup;
import java.math.BigInteger;

/// A Diffie-Hellman group of RFC 7919.
public final class FiniteField {
    /// The generator of every group here.
    public static final BigInteger GENERATOR = BigInteger.TWO;

    /// RFC 7919, appendix A.1.
    private static final FiniteField FFDHE2048 =
            new FiniteField(
                    """
                    ffffffffffffffffadf85458a2bb4a9aafdc5620273d3cf1d8b9c583ce2d3695
                    a9e13641146433fbcc939dce249b3ef97d2fe363630c75d8f681b202aec4617a
                    d3df1ed5d5fd65612433f51f5f066ed0856365553ded1af3b557135e7f57c935
                    984f0c70e0e68b77e2a689daf3efe8721df158a136ade73530acca4f483a797a
                    bc0ab182b324fb61d108a94bb2c8e3fbb96adab760d7f4681d4f42a3de394df4
                    ae56ede76372bb190b07a7c8ee0a6d709e02fce1cdf7e2ecc03404cd28342f61
                    9172fe9ce98583ff8e4f1232eef28183c3fe3b1b4c6fad733bb5fcbc2ec22005
                    c58ef1837d1683b2c6f34a26c1b2effa886b423861285c97ffffffffffffffff
                    """,
                    225);

    /// RFC 7919, appendix A.2.
    private static final FiniteField FFDHE3072 =
            new FiniteField(
                    """
                    ffffffffffffffffadf85458a2bb4a9aafdc5620273d3cf1d8b9c583ce2d3695
                    a9e13641146433fbcc939dce249b3ef97d2fe363630c75d8f681b202aec4617a
                    d3df1ed5d5fd65612433f51f5f066ed0856365553ded1af3b557135e7f57c935
                    984f0c70e0e68b77e2a689daf3efe8721df158a136ade73530acca4f483a797a
                    bc0ab182b324fb61d108a94bb2c8e3fbb96adab760d7f4681d4f42a3de394df4
                    ae56ede76372bb190b07a7c8ee0a6d709e02fce1cdf7e2ecc03404cd28342f61
                    9172fe9ce98583ff8e4f1232eef28183c3fe3b1b4c6fad733bb5fcbc2ec22005
                    c58ef1837d1683b2c6f34a26c1b2effa886b4238611fcfdcde355b3b6519035b
                    bc34f4def99c023861b46fc9d6e6c9077ad91d2691f7f7ee598cb0fac186d91c
                    aefe130985139270b4130c93bc437944f4fd4452e2d74dd364f2e21e71f54bff
                    5cae82ab9c9df69ee86d2bc522363a0dabc521979b0deada1dbf9a42d5c4484e
                    0abcd06bfa53ddef3c1b20ee3fd59d7c25e41d2b66c62e37ffffffffffffffff
                    """,
                    275);

    /// RFC 7919, appendix A.3.
    private static final FiniteField FFDHE4096 =
            new FiniteField(
                    """
                    ffffffffffffffffadf85458a2bb4a9aafdc5620273d3cf1d8b9c583ce2d3695
                    a9e13641146433fbcc939dce249b3ef97d2fe363630c75d8f681b202aec4617a
                    d3df1ed5d5fd65612433f51f5f066ed0856365553ded1af3b557135e7f57c935
                    984f0c70e0e68b77e2a689daf3efe8721df158a136ade73530acca4f483a797a
                    bc0ab182b324fb61d108a94bb2c8e3fbb96adab760d7f4681d4f42a3de394df4
                    ae56ede76372bb190b07a7c8ee0a6d709e02fce1cdf7e2ecc03404cd28342f61
                    9172fe9ce98583ff8e4f1232eef28183c3fe3b1b4c6fad733bb5fcbc2ec22005
                    c58ef1837d1683b2c6f34a26c1b2effa886b4238611fcfdcde355b3b6519035b
                    bc34f4def99c023861b46fc9d6e6c9077ad91d2691f7f7ee598cb0fac186d91c
                    aefe130985139270b4130c93bc437944f4fd4452e2d74dd364f2e21e71f54bff
                    5cae82ab9c9df69ee86d2bc522363a0dabc521979b0deada1dbf9a42d5c4484e
                    0abcd06bfa53ddef3c1b20ee3fd59d7c25e41d2b669e1ef16e6f52c3164df4fb
                    7930e9e4e58857b6ac7d5f42d69f6d187763cf1d5503400487f55ba57e31cc7a
                    7135c886efb4318aed6a1e012d9e6832a907600a918130c46dc778f971ad0038
                    092999a333cb8b7a1a1db93d7140003c2a4ecea9f98d0acc0a8291cdcec97dcf
                    8ec9b55a7f88a46b4db5a851f44182e1c68a007e5e655f6affffffffffffffff
                    """,
                    325);

    private final BigInteger prime;
    private final int exponentBits;

    private FiniteField(String prime, int exponentBits) {
        this.prime = new BigInteger(prime.replace("\n", ""), 16);
        this.exponentBits = exponentBits;
    }

    /// @throws IllegalArgumentException if the group is no finite field
    public static FiniteField of(NamedGroup group) {
        return switch (group) {
            case FFDHE2048 -> FFDHE2048;
            case FFDHE3072 -> FFDHE3072;
            case FFDHE4096 -> FFDHE4096;
            case SECP256R1,
                    SECP384R1,
                    SECP521R1,
                    X25519,
                    X448,
                    SECP256R1MLKEM768,
                    X25519MLKEM768,
                    SECP384R1MLKEM1024 ->
                    throw new IllegalArgumentException(group + " (expected: a finite field)");
        };
    }

    public BigInteger prime() {
        return prime;
    }

    /// Bytes of the prime, and so of a share and of a secret.
    public int length() {
        return prime.bitLength() / Byte.SIZE;
    }

    /// Bits of a private exponent that is as strong as the group (RFC 7919, section 5.2).
    public int exponentBits() {
        return exponentBits;
    }

    /// Whether a peer may send this value: greater than 1 and less than the prime less 1 (RFC 9846, section
    /// 4.3.8.1).
    public boolean isPublicValue(BigInteger value) {
        return value.compareTo(BigInteger.ONE) > 0
                && value.compareTo(prime.subtract(BigInteger.ONE)) < 0;
    }

    /// A number below the prime in [#length] bytes, big-endian.
    public byte[] encode(BigInteger value) {
        byte[] shortest = value.toByteArray();
        int signBytes = Math.max(0, shortest.length - length());
        byte[] encoded = new byte[length()];
        int taken = shortest.length - signBytes;
        System.arraycopy(shortest, signBytes, encoded, encoded.length - taken, taken);
        return encoded;
    }
}
