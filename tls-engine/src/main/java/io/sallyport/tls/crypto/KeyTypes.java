package io.sallyport.tls.crypto;

import io.sallyport.tls.codepoint.KeyType;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.interfaces.ECKey;
import java.security.interfaces.EdECKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds out which [KeyType] a public or private key of the Java platform has.
public final class KeyTypes {
    private static final Map<KeyType, ECParameterSpec> CURVES =
            Map.of(
                    KeyType.EC_P256, curve("secp256r1"),
                    KeyType.EC_P384, curve("secp384r1"),
                    KeyType.EC_P521, curve("secp521r1"));

    private KeyTypes() {}

    /// @throws InvalidKeyException if TLS knows no signature by such a key; the message names the kind
    public static KeyType of(Key key) throws InvalidKeyException {
        String algorithm = key.getAlgorithm();
        KeyType type =
                switch (algorithm) {
                    case "RSA" -> KeyType.RSA;
                    case "RSASSA-PSS" -> KeyType.RSA_PSS;
                    case "Ed25519", "1.3.101.112" -> KeyType.ED25519;
                    case "Ed448", "1.3.101.113" -> KeyType.ED448;
                    case "EdDSA" -> edwards(key);
                    case "EC", "ECDSA" -> elliptic(key);
                    default -> null;
                };
        if (type == null) {
            throw new InvalidKeyException(
                    "key of type "
                            + algorithm
                            + (key instanceof ECKey ec
                                    ? " over another curve of " + bits(ec) + " bits"
                                    : "")
                            + " (expected: RSA, RSASSA-PSS, EC over P-256, P-384 or P-521, Ed25519 or Ed448)");
        }
        return type;
    }

    private static @Nullable KeyType edwards(Key key) {
        if (!(key instanceof EdECKey edwards)) {
            return null;
        }
        return switch (edwards.getParams().getName()) {
            case "Ed25519" -> KeyType.ED25519;
            case "Ed448" -> KeyType.ED448;
            default -> null;
        };
    }

    private static @Nullable KeyType elliptic(Key key) {
        if (!(key instanceof ECKey elliptic)) {
            return null;
        }
        for (Map.Entry<KeyType, ECParameterSpec> known : CURVES.entrySet()) {
            if (same(known.getValue(), elliptic.getParams())) {
                return known.getKey();
            }
        }
        return null;
    }

    private static int bits(ECKey key) {
        return key.getParams().getCurve().getField().getFieldSize();
    }

    private static boolean same(ECParameterSpec one, ECParameterSpec other) {
        return one.getOrder().equals(other.getOrder())
                && one.getGenerator().equals(other.getGenerator())
                && one.getCurve().getField().equals(other.getCurve().getField())
                && one.getCurve().getA().equals(other.getCurve().getA())
                && one.getCurve().getB().equals(other.getCurve().getB());
    }

    private static ECParameterSpec curve(String name) {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(name));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new CryptoException("the Java platform lacks the curve " + name, e);
        }
    }
}
