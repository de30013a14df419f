package io.sallyport.tls.crypto.jca;

import io.sallyport.tls.codepoint.NamedGroup;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.X509EncodedKeySpec;

/// P-256, P-384 and P-521. A share is an uncompressed point (RFC 9846, section 4.3.8.2).
final class CurveKeys implements GroupKeys {
    private static final byte UNCOMPRESSED = 4;

    private final Provider provider;
    private final String curve;
    private final EncodedKeys publicKeys;
    private final int secretLength;

    private CurveKeys(Provider provider, String curve, EncodedKeys publicKeys) {
        this.provider = provider;
        this.curve = curve;
        this.publicKeys = publicKeys;
        this.secretLength = (publicKeys.rawLength() - 1) / 2;
    }

    static CurveKeys of(Provider provider, NamedGroup group) {
        return switch (group) {
            case SECP256R1 ->
                    new CurveKeys(
                            provider,
                            "secp256r1",
                            new EncodedKeys(
                                    "3059301306072a8648ce3d020106082a8648ce3d030107034200", 65));
            case SECP384R1 ->
                    new CurveKeys(
                            provider,
                            "secp384r1",
                            new EncodedKeys("3076301006072a8648ce3d020106052b81040022036200", 97));
            case SECP521R1 ->
                    new CurveKeys(
                            provider,
                            "secp521r1",
                            new EncodedKeys(
                                    "30819b301006072a8648ce3d020106052b8104002303818600", 133));
            case X25519,
                    X448,
                    FFDHE2048,
                    FFDHE3072,
                    FFDHE4096,
                    X25519MLKEM768,
                    SECP256R1MLKEM768,
                    SECP384R1MLKEM1024 ->
                    throw new IllegalArgumentException(group + " (expected: a NIST curve)");
        };
    }

    @Override
    public int shareLength() {
        return publicKeys.rawLength();
    }

    @Override
    public int secretLength() {
        return secretLength;
    }

    @Override
    public String agreement() {
        return "ECDH";
    }

    @Override
    public KeyPair generate() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair();
    }

    @Override
    public PublicKey publicKey(byte[] share) throws GeneralSecurityException {
        if (share[0] != UNCOMPRESSED) {
            throw new InvalidKeyException("point format " + share[0] + " (expected: 4)");
        }
        return factory().generatePublic(new X509EncodedKeySpec(publicKeys.encode(share)));
    }

    @Override
    public byte[] share(PublicKey key) throws GeneralSecurityException {
        return publicKeys.raw(key);
    }

    @Override
    public PrivateKey privateKey(byte[] key) throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(curve));
        return factory()
                .generatePrivate(
                        new ECPrivateKeySpec(
                                new BigInteger(1, key),
                                parameters.getParameterSpec(ECParameterSpec.class)));
    }

    private KeyFactory factory() throws GeneralSecurityException {
        return KeyFactory.getInstance("EC", provider);
    }
}
