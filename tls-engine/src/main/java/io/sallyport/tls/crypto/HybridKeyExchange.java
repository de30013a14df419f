package io.sallyport.tls.crypto;

import io.sallyport.tls.alert.PeerMisbehaved;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codepoint.NamedGroup;
import java.util.Arrays;

/// A group of RFC 10024: a curve and ML-KEM side by side, secure while either is. Thread-safe.
///
/// Shares and secrets of both are joined without any framing. ML-KEM stands first in X25519MLKEM768 and
/// last in the others (RFC 10024, section 4).
public final class HybridKeyExchange implements KeyExchange {
    private final NamedGroup group;
    private final KeyExchange curve;
    private final Kem kem;
    private final boolean kemFirst;

    private HybridKeyExchange(NamedGroup group, KeyExchange curve, Kem kem, boolean kemFirst) {
        this.group = group;
        this.curve = curve;
        this.kem = kem;
        this.kemFirst = kemFirst;
    }

    /// The curve that a hybrid group is made of.
    ///
    /// @throws IllegalArgumentException if the group is no hybrid
    public static NamedGroup curveOf(NamedGroup group) {
        return switch (group) {
            case X25519MLKEM768 -> NamedGroup.X25519;
            case SECP256R1MLKEM768 -> NamedGroup.SECP256R1;
            case SECP384R1MLKEM1024 -> NamedGroup.SECP384R1;
            case SECP256R1, SECP384R1, SECP521R1, X25519, X448, FFDHE2048, FFDHE3072, FFDHE4096 ->
                    throw new IllegalArgumentException(group + " (expected: a hybrid group)");
        };
    }

    /// The KEM that a hybrid group is made of.
    ///
    /// @throws IllegalArgumentException if the group is no hybrid
    public static KemAlgorithm kemOf(NamedGroup group) {
        return curveOf(group) == NamedGroup.SECP384R1
                ? KemAlgorithm.ML_KEM_1024
                : KemAlgorithm.ML_KEM_768;
    }

    /// @throws IllegalArgumentException if the group is no hybrid or is made of something else
    public static HybridKeyExchange of(NamedGroup group, KeyExchange curve, Kem kem) {
        if (curve.group() != curveOf(group) || kem.algorithm() != kemOf(group)) {
            throw new IllegalArgumentException(
                    group
                            + " from "
                            + curve.group()
                            + " and "
                            + kem.algorithm()
                            + " (expected: "
                            + curveOf(group)
                            + " and "
                            + kemOf(group)
                            + ")");
        }
        return new HybridKeyExchange(group, curve, kem, group == NamedGroup.X25519MLKEM768);
    }

    @Override
    public NamedGroup group() {
        return group;
    }

    @Override
    public Encapsulation encapsulate(byte[] clientShare) throws TlsException {
        int kemLength = kem.algorithm().encapsulationKeyLength();
        int curveLength = clientShare.length - kemLength;
        if (curveLength <= 0) {
            throw TlsException.misbehaved(PeerMisbehaved.SENT_INVALID_KEY_SHARE);
        }
        int kemStart = kemFirst ? 0 : curveLength;
        int curveStart = kemFirst ? kemLength : 0;
        byte[] curveShare = Arrays.copyOfRange(clientShare, curveStart, curveStart + curveLength);
        byte[] kemShare = Arrays.copyOfRange(clientShare, kemStart, kemStart + kemLength);
        Encapsulation fromCurve = curve.encapsulate(curveShare);
        try (Secret curveSecret = fromCurve.sharedSecret()) {
            Encapsulation fromKem = kem.encapsulate(kemShare);
            try (Secret kemSecret = fromKem.sharedSecret()) {
                return new Encapsulation(
                        join(fromCurve.serverShare(), fromKem.serverShare()),
                        Secret.owning(join(curveSecret.bytes(), kemSecret.bytes())));
            }
        }
    }

    private byte[] join(byte[] ofCurve, byte[] ofKem) {
        byte[] first = kemFirst ? ofKem : ofCurve;
        byte[] second = kemFirst ? ofCurve : ofKem;
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
