package io.sallyport.tls.crypto.jca;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;

/// X25519 and X448. A share is the u-coordinate (RFC 7748, section 5).
final class MontgomeryKeys implements GroupKeys {
    private final Provider provider;
    private final String algorithm;
    private final EncodedKeys publicKeys;
    private final EncodedKeys privateKeys;

    private MontgomeryKeys(
            Provider provider, String algorithm, EncodedKeys publicKeys, EncodedKeys privateKeys) {
        this.provider = provider;
        this.algorithm = algorithm;
        this.publicKeys = publicKeys;
        this.privateKeys = privateKeys;
    }

    static MontgomeryKeys x25519(Provider provider) {
        // Conscrypt knows no other curve of this kind, and no other name for it
        String algorithm = provider.getService("KeyAgreement", "X25519") == null ? "XDH" : "X25519";
        return new MontgomeryKeys(
                provider,
                algorithm,
                new EncodedKeys("302a300506032b656e032100", 32),
                new EncodedKeys("302e020100300506032b656e04220420", 32));
    }

    static MontgomeryKeys x448(Provider provider) {
        return new MontgomeryKeys(
                provider,
                "X448",
                new EncodedKeys("3042300506032b656f033900", 56),
                new EncodedKeys("3046020100300506032b656f043a0438", 56));
    }

    @Override
    public int shareLength() {
        return publicKeys.rawLength();
    }

    @Override
    public int secretLength() {
        return publicKeys.rawLength();
    }

    @Override
    public String agreement() {
        return algorithm;
    }

    @Override
    public KeyPair generate() throws GeneralSecurityException {
        return KeyPairGenerator.getInstance(algorithm, provider).generateKeyPair();
    }

    @Override
    public PublicKey publicKey(byte[] share) throws GeneralSecurityException {
        return factory().generatePublic(new X509EncodedKeySpec(publicKeys.encode(share)));
    }

    @Override
    public byte[] share(PublicKey key) throws GeneralSecurityException {
        return publicKeys.raw(key);
    }

    @Override
    public PrivateKey privateKey(byte[] key) throws GeneralSecurityException {
        return factory().generatePrivate(new PKCS8EncodedKeySpec(privateKeys.encode(key)));
    }

    private KeyFactory factory() throws GeneralSecurityException {
        return KeyFactory.getInstance(algorithm, provider);
    }
}
