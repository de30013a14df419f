package io.sallyport.tls.crypto.bc;

import io.sallyport.tls.codepoint.AeadAlgorithm;
import io.sallyport.tls.codepoint.HashAlgorithm;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.crypto.DiffieHellman;
import io.sallyport.tls.crypto.Kem;
import io.sallyport.tls.crypto.KemAlgorithm;
import io.sallyport.tls.crypto.PrimitiveSource;
import io.sallyport.tls.crypto.RsaDecryption;
import io.sallyport.tls.crypto.Signatures;
import java.security.SecureRandom;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;

/// Every primitive from BouncyCastle's lightweight API: pure Java, always there.
public final class BcSource implements PrimitiveSource {
    private final String name;
    private final SecureRandom random;

    private BcSource(String name, SecureRandom random) {
        this.name = name;
        this.random = random;
    }

    /// @param name what people know it by, with its version
    /// @param random where keys, nonces and salts come from; thread-safe
    public static BcSource of(String name, SecureRandom random) {
        return new BcSource(name, random);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public HashSource hash(HashAlgorithm algorithm) {
        return switch (algorithm) {
            case SHA256 -> () -> new BcHash<>(new SHA256Digest());
            case SHA384 -> () -> new BcHash<>(new SHA384Digest());
        };
    }

    @Override
    public HkdfSource hkdf(HashAlgorithm algorithm) {
        return switch (algorithm) {
            case SHA256 -> () -> new BcHkdf(new SHA256Digest());
            case SHA384 -> () -> new BcHkdf(new SHA384Digest());
        };
    }

    @Override
    public AeadSource aead(AeadAlgorithm algorithm) {
        return key -> {
            if (key.length() != algorithm.keyLength()) {
                throw new IllegalArgumentException(
                        "key of "
                                + key.length()
                                + " bytes (expected: "
                                + algorithm.keyLength()
                                + ")");
            }
            return new BcAead(algorithm, key.bytes().clone());
        };
    }

    @Override
    public DiffieHellman diffieHellman(NamedGroup group) {
        return new BcDiffieHellman(
                group,
                switch (group) {
                    case SECP256R1 -> new BcCurve("secp256r1", random);
                    case SECP384R1 -> new BcCurve("secp384r1", random);
                    case SECP521R1 -> new BcCurve("secp521r1", random);
                    case X25519 -> new BcX25519(random);
                    case X448 -> new BcX448(random);
                    case FFDHE2048, FFDHE3072, FFDHE4096 -> new BcFiniteField(group, random);
                    case SECP256R1MLKEM768, X25519MLKEM768, SECP384R1MLKEM1024 ->
                            throw new IllegalArgumentException(group + " (expected: no hybrid)");
                });
    }

    @Override
    public Kem kem(KemAlgorithm algorithm) {
        return new BcKem(algorithm, random);
    }

    @Override
    public Signatures signatures(KeyType keyType) {
        return new BcSignatures(keyType, random);
    }

    @Override
    public RsaDecryption rsaDecryption() {
        return key -> BcDecryptionKey.of(key, random);
    }

    @Override
    public SecureRandom random() {
        return random;
    }
}
