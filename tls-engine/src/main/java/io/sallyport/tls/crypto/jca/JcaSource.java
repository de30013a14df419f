package io.sallyport.tls.crypto.jca;

import io.sallyport.tls.codepoint.AeadAlgorithm;
import io.sallyport.tls.codepoint.HashAlgorithm;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.crypto.CryptoException;
import io.sallyport.tls.crypto.DiffieHellman;
import io.sallyport.tls.crypto.Kem;
import io.sallyport.tls.crypto.KemAlgorithm;
import io.sallyport.tls.crypto.PrimitiveSource;
import io.sallyport.tls.crypto.RsaDecryption;
import io.sallyport.tls.crypto.Secret;
import io.sallyport.tls.crypto.Signatures;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.Mac;

/// The primitives of one vendor's providers for the Java Cryptography Architecture.
public final class JcaSource implements PrimitiveSource {
    private final String name;
    private final List<Provider> providers;

    private JcaSource(String name, List<Provider> providers) {
        this.name = name;
        this.providers = providers;
    }

    /// @param name what people know the vendor by, with its version
    /// @param providers asked in this order; need not be installed in [java.security.Security]
    public static JcaSource of(String name, List<Provider> providers) {
        return new JcaSource(name, List.copyOf(providers));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public HashSource hash(HashAlgorithm algorithm) throws NoSuchAlgorithmException {
        Provider provider = provider("MessageDigest", algorithm.label());
        MessageDigest unused = MessageDigest.getInstance(algorithm.label(), provider);
        return () -> new JcaHash(made(() -> (MessageDigest) unused.clone()));
    }

    @Override
    public HkdfSource hkdf(HashAlgorithm algorithm) throws NoSuchAlgorithmException {
        String mac =
                switch (algorithm) {
                    case SHA256 -> "HmacSHA256";
                    case SHA384 -> "HmacSHA384";
                };
        Provider provider = provider("Mac", mac);
        Mac unused = Mac.getInstance(mac, provider);
        Making<Mac> making =
                cheaper(() -> (Mac) unused.clone(), () -> Mac.getInstance(mac, provider));
        return () -> new JcaHkdf(made(making), algorithm);
    }

    @Override
    public AeadSource aead(AeadAlgorithm algorithm) throws NoSuchAlgorithmException {
        return switch (algorithm) {
            case AES_128_GCM, AES_256_GCM -> aead(algorithm, "AES", "AES/GCM/NoPadding");
            case CHACHA20_POLY1305 ->
                    has("Cipher", "ChaCha20/Poly1305/NoPadding")
                            ? aead(algorithm, "ChaCha20", "ChaCha20/Poly1305/NoPadding")
                            : aead(algorithm, "ChaCha20", "ChaCha20-Poly1305");
        };
    }

    @Override
    public DiffieHellman diffieHellman(NamedGroup group) throws NoSuchAlgorithmException {
        return switch (group) {
            case SECP256R1, SECP384R1, SECP521R1 -> {
                Provider provider = provider("KeyAgreement", "ECDH");
                yield found(
                        () -> new JcaDiffieHellman(group, provider, CurveKeys.of(provider, group)));
            }
            case X25519 -> {
                Provider provider =
                        provider("KeyAgreement", has("KeyAgreement", "X25519") ? "X25519" : "XDH");
                yield found(() ->
                        new JcaDiffieHellman(group, provider, MontgomeryKeys.x25519(provider)));
            }
            case X448 -> {
                Provider provider = provider("KeyAgreement", "X448");
                yield found(
                        () -> new JcaDiffieHellman(group, provider, MontgomeryKeys.x448(provider)));
            }
            case FFDHE2048, FFDHE3072, FFDHE4096 -> {
                Provider provider = provider("KeyAgreement", "DiffieHellman");
                yield found(() ->
                        new JcaDiffieHellman(
                                group, provider, new FiniteFieldKeys(provider, group)));
            }
            case SECP256R1MLKEM768, X25519MLKEM768, SECP384R1MLKEM1024 ->
                    throw new IllegalArgumentException(group + " (expected: no hybrid)");
        };
    }

    @Override
    public Kem kem(KemAlgorithm algorithm) throws NoSuchAlgorithmException {
        Provider provider = provider("KEM", algorithm.label());
        return found(() -> JcaKem.of(algorithm, provider));
    }

    @Override
    public Signatures signatures(KeyType keyType) throws NoSuchAlgorithmException {
        String signature =
                switch (keyType) {
                    case RSA, RSA_PSS ->
                            has("Signature", "RSASSA-PSS") ? "RSASSA-PSS" : "SHA256withRSA/PSS";
                    case EC_P256 -> "SHA256withECDSA";
                    case EC_P384 -> "SHA384withECDSA";
                    case EC_P521 -> "SHA512withECDSA";
                    case ED25519 -> has("Signature", "Ed25519") ? "Ed25519" : "EdDSA";
                    case ED448 -> "Ed448";
                };
        Provider provider = provider("Signature", signature);
        return found(() -> JcaSignatures.of(keyType, provider));
    }

    /// None: a `Cipher` tells by an exception whether the padding was right, and in its own time.
    @Override
    public RsaDecryption rsaDecryption() throws NoSuchAlgorithmException {
        throw new NoSuchAlgorithmException(name + " has no decryption that hides what was wrong");
    }

    @Override
    public SecureRandom random() throws NoSuchAlgorithmException {
        for (String algorithm : List.of("LibCryptoRng", "NativePRNG", "DRBG")) {
            if (has("SecureRandom", algorithm)) {
                return SecureRandom.getInstance(algorithm, provider("SecureRandom", algorithm));
            }
        }
        throw new NoSuchAlgorithmException(name + " has no generator of its own");
    }

    private AeadSource aead(AeadAlgorithm algorithm, String keyAlgorithm, String transformation)
            throws NoSuchAlgorithmException {
        Provider provider = provider("Cipher", transformation);
        return key ->
                new JcaAead(
                        algorithm,
                        made(() -> Cipher.getInstance(transformation, provider)),
                        key(algorithm, keyAlgorithm, key));
    }

    private static RawKey key(AeadAlgorithm algorithm, String keyAlgorithm, Secret key) {
        if (key.length() != algorithm.keyLength()) {
            throw new IllegalArgumentException(
                    "key of " + key.length() + " bytes (expected: " + algorithm.keyLength() + ")");
        }
        return new RawKey(keyAlgorithm, key.bytes().clone());
    }

    private boolean has(String type, String algorithm) {
        return providers.stream().anyMatch(each -> each.getService(type, algorithm) != null);
    }

    private Provider provider(String type, String algorithm) throws NoSuchAlgorithmException {
        for (Provider provider : providers) {
            if (provider.getService(type, algorithm) != null) {
                return provider;
            }
        }
        throw new NoSuchAlgorithmException(name + " has no " + type + " " + algorithm);
    }

    private <T> T found(Lookup<T> lookup) throws NoSuchAlgorithmException {
        try {
            return lookup.get();
        } catch (NoSuchAlgorithmException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw new NoSuchAlgorithmException(name + ": " + e.getMessage(), e);
        }
    }

    private static <T> T made(Making<T> making) {
        try {
            return making.get();
        } catch (GeneralSecurityException | CloneNotSupportedException e) {
            throw new CryptoException("a provider no longer makes what it made before", e);
        }
    }

    @FunctionalInterface
    private interface Lookup<T> {
        T get() throws GeneralSecurityException;
    }

    /// To copy what nobody uses spares the look-up, which takes longer than a hash. Not every vendor's can be copied.
    private static <T> Making<T> cheaper(Making<T> copying, Making<T> lookingUp)
            throws NoSuchAlgorithmException {
        try {
            copying.get();
            return copying;
        } catch (CloneNotSupportedException _) {
            return lookingUp;
        } catch (GeneralSecurityException e) {
            throw new NoSuchAlgorithmException(e);
        }
    }

    @FunctionalInterface
    private interface Making<T> {
        T get() throws GeneralSecurityException, CloneNotSupportedException;
    }
}
