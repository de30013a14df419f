package io.sallyport.tls.crypto.jca;

import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.crypto.KeyTypes;
import io.sallyport.tls.crypto.SignatureSchemes;
import io.sallyport.tls.crypto.Signatures;
import io.sallyport.tls.crypto.SigningKey;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Set;

/// Private keys of one type in one provider.
final class JcaSignatures implements Signatures {
    private final KeyType keyType;
    private final Provider provider;

    private JcaSignatures(KeyType keyType, Provider provider) {
        this.keyType = keyType;
        this.provider = provider;
    }

    /// @throws GeneralSecurityException if the provider lacks a scheme of the type
    static JcaSignatures of(KeyType keyType, Provider provider) throws GeneralSecurityException {
        for (SignatureScheme scheme : SignatureScheme.values()) {
            if (scheme.keyType() == keyType) {
                SignatureNames.find(scheme, provider);
            }
        }
        return new JcaSignatures(keyType, provider);
    }

    @Override
    public KeyType keyType() {
        return keyType;
    }

    @Override
    public SigningKey signingKey(PrivateKey key) throws InvalidKeyException {
        KeyType actual = KeyTypes.of(key);
        if (actual != keyType) {
            throw new InvalidKeyException(
                    actual.label() + " key (expected: a key of type " + keyType.label() + ")");
        }
        Set<SignatureScheme> schemes = SignatureSchemes.of(key);
        try {
            return new JcaSigningKey(keyType, schemes, provider, ownKey(key));
        } catch (GeneralSecurityException e) {
            throw new InvalidKeyException(
                    keyType.label() + " key that " + provider.getName() + " cannot read", e);
        }
    }

    @Override
    public boolean verify(SignatureScheme scheme, PublicKey key, byte[] message, byte[] signature)
            throws InvalidKeyException {
        try {
            Signature verifier = SignatureNames.find(scheme, provider);
            verifier.initVerify(ownKey(key));
            verifier.update(message);
            return verifier.verify(signature);
        } catch (SignatureException _) {
            return false;
        } catch (InvalidKeyException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw new InvalidKeyException(
                    keyType.label() + " key that " + provider.getName() + " cannot read", e);
        }
    }

    private PublicKey ownKey(PublicKey key) throws GeneralSecurityException {
        return keyType == KeyType.RSA_PSS && key instanceof RSAPublicKey rsa
                ? KeyFactory.getInstance("RSA", provider)
                        .generatePublic(
                                new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()))
                : key;
    }

    /// The provider's own object for the key: with another's it would convert it at each signature.
    private PrivateKey ownKey(PrivateKey key) throws GeneralSecurityException {
        return switch (keyType) {
            case RSA -> fromEncoding("RSA", key);
            // only the JDK has key objects of this kind; the parameters went into the choice of
            // schemes
            case RSA_PSS -> plainRsa(key);
            case EC_P256, EC_P384, EC_P521 -> fromEncoding("EC", key);
            case ED25519, ED448 -> fromEncoding("EdDSA", key);
        };
    }

    private PrivateKey fromEncoding(String algorithm, PrivateKey key)
            throws GeneralSecurityException {
        if (provider.getService("KeyFactory", algorithm) == null) {
            return key;
        }
        byte[] encoded = key.getEncoded();
        if (encoded == null) {
            throw new InvalidKeyException("key that does not leave its store");
        }
        return KeyFactory.getInstance(algorithm, provider)
                .generatePrivate(new PKCS8EncodedKeySpec(encoded));
    }

    private PrivateKey plainRsa(PrivateKey key) throws GeneralSecurityException {
        if (!(key instanceof RSAPrivateCrtKey rsa)) {
            throw new InvalidKeyException("RSA key without its prime factors");
        }
        return KeyFactory.getInstance("RSA", provider)
                .generatePrivate(
                        new RSAPrivateCrtKeySpec(
                                rsa.getModulus(),
                                rsa.getPublicExponent(),
                                rsa.getPrivateExponent(),
                                rsa.getPrimeP(),
                                rsa.getPrimeQ(),
                                rsa.getPrimeExponentP(),
                                rsa.getPrimeExponentQ(),
                                rsa.getCrtCoefficient()));
    }
}
