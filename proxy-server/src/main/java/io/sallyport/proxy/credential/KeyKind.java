package io.sallyport.proxy.credential;

import io.sallyport.tls.codepoint.KeyType;
import java.math.BigInteger;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/// Which kind a key is, by its algorithm identifier, and whether a TLS 1.3 server can sign with it.
final class KeyKind {
    private static final int LEAST_RSA_BITS = 2048;

    private static final String REMEDY =
            "; use ECDSA on P-256, P-384 or P-521, RSA of 2048 bits or more, Ed25519 or Ed448";

    private static final Map<ASN1ObjectIdentifier, KeyType> CURVES =
            Map.of(
                    SECObjectIdentifiers.secp256r1, KeyType.EC_P256,
                    SECObjectIdentifiers.secp384r1, KeyType.EC_P384,
                    SECObjectIdentifiers.secp521r1, KeyType.EC_P521);

    private KeyKind() {}

    /// @param holder how the message begins, such as `'site.key'`
    static KeyType of(AlgorithmIdentifier algorithm, String holder) throws UnusableException {
        ASN1ObjectIdentifier id = algorithm.getAlgorithm();
        if (id.equals(PKCSObjectIdentifiers.rsaEncryption)) {
            return KeyType.RSA;
        }
        if (id.equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
            return KeyType.RSA_PSS;
        }
        if (id.equals(EdECObjectIdentifiers.id_Ed25519)) {
            return KeyType.ED25519;
        }
        if (id.equals(EdECObjectIdentifiers.id_Ed448)) {
            return KeyType.ED448;
        }
        if (id.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            return curve(algorithm.getParameters(), holder);
        }
        String name = id.equals(X9ObjectIdentifiers.id_dsa) ? "DSA" : "the algorithm " + id;
        throw new UnusableException(holder + " holds a key of " + name + REMEDY);
    }

    /// @throws UnusableException if an RSA key is too short to be accepted by anybody
    static void requireRsaBits(BigInteger modulus, String holder) throws UnusableException {
        if (modulus.bitLength() < LEAST_RSA_BITS) {
            throw new UnusableException(
                    holder + " holds an RSA key of " + modulus.bitLength() + " bits" + REMEDY);
        }
    }

    private static KeyType curve(@Nullable ASN1Encodable parameters, String holder)
            throws UnusableException {
        if (parameters == null) {
            throw new UnusableException(
                    holder
                            + " holds an EC key that does not name its curve; have it written anew"
                            + " with openssl pkcs8 -topk8");
        }
        if (!(parameters instanceof ASN1ObjectIdentifier id)) {
            throw new UnusableException(
                    holder
                            + " spells its elliptic curve out instead of naming it; make a key with"
                            + " a named curve (openssl: -param_enc named_curve)");
        }
        KeyType type = CURVES.get(id);
        if (type == null) {
            String name = ECNamedCurveTable.getName(id);
            throw new UnusableException(
                    holder
                            + " holds an EC key on the curve "
                            + (name == null ? id.getId() : name)
                            + REMEDY);
        }
        return type;
    }
}
