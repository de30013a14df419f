package io.sallyport.proxy.credential;

import io.sallyport.tls.codepoint.AeadAlgorithm;
import io.sallyport.tls.codepoint.HashAlgorithm;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.crypto.Aead;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.DecryptionKey;
import io.sallyport.tls.crypto.EphemeralKey;
import io.sallyport.tls.crypto.Hash;
import io.sallyport.tls.crypto.Hkdf;
import io.sallyport.tls.crypto.KeyExchange;
import io.sallyport.tls.crypto.Primitive;
import io.sallyport.tls.crypto.Secret;
import io.sallyport.tls.crypto.SigningKey;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.interfaces.EdECKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Map;
import java.util.Set;

/// Signs by the JDK, and does nothing else: enough for loading credentials.
final class SigningCrypto implements CryptoProvider {

    private record JdkKey(PrivateKey key, KeyType keyType, SignatureScheme scheme, String algorithm)
            implements SigningKey {
        @Override
        public Set<SignatureScheme> schemes() {
            return Set.of(scheme);
        }

        @Override
        public byte[] sign(SignatureScheme chosen, byte[] message) throws GeneralSecurityException {
            Signature signature = Signature.getInstance(algorithm);
            if (algorithm.equals("RSASSA-PSS")) {
                signature.setParameter(
                        new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            }
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        }
    }

    @Override
    public SigningKey signingKey(PrivateKey key) throws InvalidKeyException {
        return switch (key.getAlgorithm()) {
            case "RSA" ->
                    new JdkKey(key, KeyType.RSA, SignatureScheme.RSA_PSS_RSAE_SHA256, "RSASSA-PSS");
            case "RSASSA-PSS" ->
                    new JdkKey(
                            key, KeyType.RSA_PSS, SignatureScheme.RSA_PSS_PSS_SHA256, "RSASSA-PSS");
            case "EC" -> ec(key);
            case "EdDSA" -> edwards(key);
            default -> throw new InvalidKeyException(key.getAlgorithm());
        };
    }

    private static JdkKey ec(PrivateKey key) {
        return switch (((ECKey) key).getParams().getOrder().bitLength()) {
            case 256 ->
                    new JdkKey(
                            key,
                            KeyType.EC_P256,
                            SignatureScheme.ECDSA_SECP256R1_SHA256,
                            "SHA256withECDSA");
            case 384 ->
                    new JdkKey(
                            key,
                            KeyType.EC_P384,
                            SignatureScheme.ECDSA_SECP384R1_SHA384,
                            "SHA384withECDSA");
            default ->
                    new JdkKey(
                            key,
                            KeyType.EC_P521,
                            SignatureScheme.ECDSA_SECP521R1_SHA512,
                            "SHA512withECDSA");
        };
    }

    private static JdkKey edwards(PrivateKey key) {
        String name = ((EdECKey) key).getParams().getName();
        return name.equals("Ed25519")
                ? new JdkKey(key, KeyType.ED25519, SignatureScheme.ED25519, name)
                : new JdkKey(key, KeyType.ED448, SignatureScheme.ED448, name);
    }

    @Override
    public EphemeralKey ephemeralKey(NamedGroup group) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean verify(SignatureScheme scheme, PublicKey key, byte[] message, byte[] signature) {
        throw new UnsupportedOperationException();
    }

    @Override
    public DecryptionKey decryptionKey(PrivateKey key) throws InvalidKeyException {
        throw new InvalidKeyException("signs only");
    }

    @Override
    public SecureRandom random() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Hash hash(HashAlgorithm algorithm) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Hkdf hkdf(HashAlgorithm algorithm) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Aead aead(AeadAlgorithm algorithm, Secret key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<NamedGroup> groups() {
        return Set.of();
    }

    @Override
    public Set<AeadAlgorithm> aeads() {
        return Set.of();
    }

    @Override
    public KeyExchange keyExchange(NamedGroup group) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<Primitive, String> inventory() {
        return Map.of();
    }
}
