package io.sallyport.benchmarks;

import io.sallyport.tls.codepoint.NamedGroup;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import javax.crypto.interfaces.DHPublicKey;

/// A client's key share (RFC 9846, section 4.3.8), made by the JDK. Its private key is thrown away: the
/// client that sends it computes nothing with it.
final class ClientShare {
    private ClientShare() {}

    /// A fresh `key_exchange`.
    static byte[] of(NamedGroup group) throws GeneralSecurityException {
        return switch (group) {
            case SECP256R1 -> point("secp256r1", 65);
            case SECP384R1 -> point("secp384r1", 97);
            case SECP521R1 -> point("secp521r1", 133);
            case X25519 -> encodedEnd("X25519", 32);
            case X448 -> encodedEnd("X448", 56);
            case FFDHE2048 -> finiteField(2048);
            case FFDHE3072 -> finiteField(3072);
            case FFDHE4096 -> finiteField(4096);
            // RFC 10024: whichever part the group's name begins with, X25519 comes last
            case SECP256R1MLKEM768 -> joined(of(NamedGroup.SECP256R1), mlKem("ML-KEM-768", 1184));
            case X25519MLKEM768 -> joined(mlKem("ML-KEM-768", 1184), of(NamedGroup.X25519));
            case SECP384R1MLKEM1024 -> joined(of(NamedGroup.SECP384R1), mlKem("ML-KEM-1024", 1568));
        };
    }

    private static byte[] point(String curve, int length) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        return encodedEnd(generator, length);
    }

    private static byte[] mlKem(String algorithm, int length) throws GeneralSecurityException {
        return encodedEnd(algorithm, length);
    }

    private static byte[] encodedEnd(String algorithm, int length) throws GeneralSecurityException {
        return encodedEnd(KeyPairGenerator.getInstance(algorithm), length);
    }

    /// What TLS sends is the end of a SubjectPublicKeyInfo: the bits of the key itself.
    private static byte[] encodedEnd(KeyPairGenerator generator, int length) {
        byte[] encoded = generator.generateKeyPair().getPublic().getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - length, encoded.length);
    }

    /// The JDK's own parameters of these sizes are the groups of RFC 7919.
    private static byte[] finiteField(int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("DH");
        generator.initialize(bits);
        PublicKey key = generator.generateKeyPair().getPublic();
        byte[] value = ((DHPublicKey) key).getY().toByteArray();
        byte[] share = new byte[bits / Byte.SIZE];
        int count = Math.min(share.length, value.length);
        System.arraycopy(value, value.length - count, share, share.length - count, count);
        return share;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
