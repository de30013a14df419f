package io.sallyport.tls.testing;

import io.sallyport.tls.alert.PeerMisbehaved;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codepoint.NamedGroup;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.XECPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import javax.crypto.KeyAgreement;

/// A key pair for X25519 or P-256, with its public value as TLS writes it.
public final class DhKey {
    private final NamedGroup group;
    private final KeyPair pair;

    private DhKey(NamedGroup group, KeyPair pair) {
        this.group = group;
        this.pair = pair;
    }

    /// A fresh key pair.
    ///
    /// @throws IllegalArgumentException if the group is another
    public static DhKey generate(NamedGroup group, SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm(group));
            generator.initialize(parameters(group), random);
            return new DhKey(group, generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    public NamedGroup group() {
        return group;
    }

    /// The public value (RFC 9846, section 4.3.8.2).
    public byte[] share() {
        if (pair.getPublic() instanceof XECPublicKey x) {
            return reversed(fixedLength(x.getU()));
        }
        ECPoint point = ((ECPublicKey) pair.getPublic()).getW();
        byte[] share = new byte[65];
        share[0] = 4;
        System.arraycopy(fixedLength(point.getAffineX()), 0, share, 1, 32);
        System.arraycopy(fixedLength(point.getAffineY()), 0, share, 33, 32);
        return share;
    }

    /// The shared secret.
    ///
    /// @throws TlsException `SENT_INVALID_KEY_SHARE`
    public byte[] agree(byte[] peerShare) throws TlsException {
        boolean x25519 = group == NamedGroup.X25519;
        try {
            KeyAgreement agreement = KeyAgreement.getInstance(x25519 ? "X25519" : "ECDH");
            agreement.init(pair.getPrivate());
            agreement.doPhase(x25519 ? x25519(peerShare) : p256(peerShare), true);
            return agreement.generateSecret();
        } catch (GeneralSecurityException e) {
            throw TlsException.misbehaved(PeerMisbehaved.SENT_INVALID_KEY_SHARE);
        }
    }

    private static String algorithm(NamedGroup group) {
        return switch (group) {
            case X25519 -> "X25519";
            case SECP256R1 -> "EC";
            default -> throw new IllegalArgumentException(group.label());
        };
    }

    private static AlgorithmParameterSpec parameters(NamedGroup group) {
        return group == NamedGroup.X25519
                ? NamedParameterSpec.X25519
                : new ECGenParameterSpec("secp256r1");
    }

    private static PublicKey x25519(byte[] share) throws GeneralSecurityException {
        if (share.length != 32) {
            throw new InvalidKeyException("length " + share.length);
        }
        byte[] u = reversed(share);
        u[0] &= 0x7f;
        return KeyFactory.getInstance("X25519")
                .generatePublic(
                        new XECPublicKeySpec(NamedParameterSpec.X25519, new BigInteger(1, u)));
    }

    private PublicKey p256(byte[] share) throws GeneralSecurityException {
        if (share.length != 65 || share[0] != 4) {
            throw new InvalidKeyException("length " + share.length);
        }
        ECPoint point =
                new ECPoint(new BigInteger(1, share, 1, 32), new BigInteger(1, share, 33, 32));
        return KeyFactory.getInstance("EC")
                .generatePublic(
                        new ECPublicKeySpec(point, ((ECPublicKey) pair.getPublic()).getParams()));
    }

    private static byte[] fixedLength(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] fixed = new byte[32];
        int count = Math.min(32, bytes.length);
        System.arraycopy(bytes, bytes.length - count, fixed, 32 - count, count);
        return fixed;
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = Arrays.copyOf(bytes, bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }
}
