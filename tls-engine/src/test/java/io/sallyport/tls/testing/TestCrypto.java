package io.sallyport.tls.testing;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.codepoint.AeadAlgorithm;
import io.sallyport.tls.codepoint.HashAlgorithm;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.crypto.Aead;
import io.sallyport.tls.crypto.CryptoException;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.DecryptionKey;
import io.sallyport.tls.crypto.Encapsulation;
import io.sallyport.tls.crypto.EphemeralKey;
import io.sallyport.tls.crypto.Hash;
import io.sallyport.tls.crypto.Hkdf;
import io.sallyport.tls.crypto.KeyExchange;
import io.sallyport.tls.crypto.Primitive;
import io.sallyport.tls.crypto.Secret;
import io.sallyport.tls.crypto.SigningKey;
import io.sallyport.tls.crypto.bc.BcSource;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The crypto SPI as plainly as it can be written on the JDK alone, for tests: easy to check by eye, so
/// that what fails is the engine. Groups: X25519 and P-256.
public final class TestCrypto implements CryptoProvider {
    private final SecureRandom random;

    public TestCrypto() {
        this(new SecureRandom());
    }

    /// @param random whatever is random comes from it
    public TestCrypto(SecureRandom random) {
        this.random = random;
    }

    @Override
    public SecureRandom random() {
        return random;
    }

    @Override
    public Hash hash(HashAlgorithm algorithm) {
        MessageDigest digest = digest(algorithm);
        return new Hash() {
            @Override
            public void update(byte[] bytes, int offset, int length) {
                digest.update(bytes, offset, length);
            }

            @Override
            public byte[] snapshot() {
                try {
                    return ((MessageDigest) digest.clone()).digest();
                } catch (CloneNotSupportedException e) {
                    throw new CryptoException("clone", e);
                }
            }
        };
    }

    @Override
    public Hkdf hkdf(HashAlgorithm algorithm) {
        return new MacHkdf(algorithm);
    }

    @Override
    public Aead aead(AeadAlgorithm algorithm, Secret key) {
        return new CipherAead(algorithm, key.bytes().clone());
    }

    @Override
    public Set<NamedGroup> groups() {
        return EnumSet.of(NamedGroup.X25519, NamedGroup.SECP256R1);
    }

    @Override
    public Set<AeadAlgorithm> aeads() {
        return EnumSet.allOf(AeadAlgorithm.class);
    }

    @Override
    public KeyExchange keyExchange(NamedGroup group) {
        return new KeyExchange() {
            @Override
            public NamedGroup group() {
                return group;
            }

            @Override
            public Encapsulation encapsulate(byte[] clientShare) throws TlsException {
                DhKey ours = DhKey.generate(group, random);
                return new Encapsulation(ours.share(), Secret.owning(ours.agree(clientShare)));
            }
        };
    }

    @Override
    public EphemeralKey ephemeralKey(NamedGroup group) {
        DhKey ours = DhKey.generate(group, random);
        return new EphemeralKey() {
            @Override
            public byte[] share() {
                return ours.share();
            }

            @Override
            public Secret agree(byte[] peerShare) throws TlsException {
                return Secret.owning(ours.agree(peerShare));
            }
        };
    }

    @Override
    public boolean verify(SignatureScheme scheme, PublicKey key, byte[] message, byte[] signature)
            throws InvalidKeyException {
        try {
            Signature verifier = signature(scheme);
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (SignatureException e) {
            return false;
        } catch (InvalidKeyException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw new CryptoException(scheme.label(), e);
        }
    }

    @Override
    public DecryptionKey decryptionKey(PrivateKey key) throws InvalidKeyException {
        return BcSource.of("test", random).rsaDecryption().decryptionKey(key);
    }

    @Override
    public SigningKey signingKey(PrivateKey key) throws InvalidKeyException {
        KeyType type = typeOf(key);
        Set<SignatureScheme> schemes =
                Stream.of(SignatureScheme.values())
                        .filter(scheme -> scheme.keyType() == type)
                        .collect(Collectors.toUnmodifiableSet());
        return new SigningKey() {
            @Override
            public KeyType keyType() {
                return type;
            }

            @Override
            public Set<SignatureScheme> schemes() {
                return schemes;
            }

            @Override
            public byte[] sign(SignatureScheme scheme, byte[] message)
                    throws GeneralSecurityException {
                Signature signature = signature(scheme);
                signature.initSign(key, random);
                signature.update(message);
                return signature.sign();
            }
        };
    }

    @Override
    public Map<Primitive, String> inventory() {
        return Map.of();
    }

    /// A signature of that scheme, ready for a key.
    public static Signature signature(SignatureScheme scheme) throws GeneralSecurityException {
        return switch (scheme) {
            case ECDSA_SECP256R1_SHA256 -> Signature.getInstance("SHA256withECDSA");
            case ECDSA_SECP384R1_SHA384 -> Signature.getInstance("SHA384withECDSA");
            case ECDSA_SECP521R1_SHA512 -> Signature.getInstance("SHA512withECDSA");
            case ED25519, ED448 -> Signature.getInstance("EdDSA");
            case RSA_PSS_RSAE_SHA256, RSA_PSS_PSS_SHA256 -> pss("SHA-256", 32);
            case RSA_PSS_RSAE_SHA384, RSA_PSS_PSS_SHA384 -> pss("SHA-384", 48);
            case RSA_PSS_RSAE_SHA512, RSA_PSS_PSS_SHA512 -> pss("SHA-512", 64);
            case RSA_PKCS1_SHA256 -> Signature.getInstance("SHA256withRSA");
            case RSA_PKCS1_SHA384 -> Signature.getInstance("SHA384withRSA");
            case RSA_PKCS1_SHA512 -> Signature.getInstance("SHA512withRSA");
        };
    }

    private static Signature pss(String hash, int saltLength) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("RSASSA-PSS");
        signature.setParameter(
                new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), saltLength, 1));
        return signature;
    }

    private static KeyType typeOf(PrivateKey key) throws InvalidKeyException {
        return switch (key) {
            case ECPrivateKey ec ->
                    switch (ec.getParams().getCurve().getField().getFieldSize()) {
                        case 256 -> KeyType.EC_P256;
                        case 384 -> KeyType.EC_P384;
                        default -> KeyType.EC_P521;
                    };
            case EdECPrivateKey ed ->
                    ed.getParams().getName().equals("Ed25519") ? KeyType.ED25519 : KeyType.ED448;
            default ->
                    switch (key.getAlgorithm()) {
                        case "RSA" -> KeyType.RSA;
                        case "RSASSA-PSS" -> KeyType.RSA_PSS;
                        default -> throw new InvalidKeyException(key.getAlgorithm());
                    };
        };
    }

    private static MessageDigest digest(HashAlgorithm algorithm) {
        try {
            return MessageDigest.getInstance(algorithm.label());
        } catch (GeneralSecurityException e) {
            throw new CryptoException(algorithm.label(), e);
        }
    }

    private record MacHkdf(HashAlgorithm algorithm) implements Hkdf {

        @Override
        public int hashLength() {
            return algorithm.length();
        }

        @Override
        public Secret extract(byte[] salt, byte[] inputKeyingMaterial) {
            return Secret.owning(hmac(salt, inputKeyingMaterial));
        }

        @Override
        public Secret expand(Secret pseudorandomKey, byte[] info, int length) {
            byte[] out = new byte[length];
            byte[] block = {};
            for (int done = 0, i = 1; done < length; i++) {
                byte[] input = Arrays.copyOf(block, block.length + info.length + 1);
                System.arraycopy(info, 0, input, block.length, info.length);
                input[input.length - 1] = (byte) i;
                block = hmac(pseudorandomKey.bytes(), input);
                int count = Math.min(block.length, length - done);
                System.arraycopy(block, 0, out, done, count);
                done += count;
            }
            return Secret.owning(out);
        }

        @Override
        public byte[] hmac(Secret key, byte[] message) {
            return hmac(key.bytes(), message);
        }

        private byte[] hmac(byte[] key, byte[] message) {
            String name = "Hmac" + algorithm.label().replace("-", "");
            try {
                Mac mac = Mac.getInstance(name);
                mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, name));
                return mac.doFinal(message);
            } catch (GeneralSecurityException e) {
                throw new CryptoException(name, e);
            }
        }
    }

    private static final class CipherAead implements Aead {
        private final AeadAlgorithm algorithm;
        private final byte[] key;

        CipherAead(AeadAlgorithm algorithm, byte[] key) {
            this.algorithm = algorithm;
            this.key = key;
        }

        @Override
        public int seal(
                byte[] nonce,
                byte[] aad,
                byte[] in,
                int inOffset,
                int inLength,
                byte[] out,
                int outOffset) {
            try {
                Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, aad);
                return cipher.doFinal(in, inOffset, inLength, out, outOffset);
            } catch (GeneralSecurityException e) {
                throw new CryptoException("seal", e);
            }
        }

        @Override
        public int open(
                byte[] nonce,
                byte[] aad,
                byte[] in,
                int inOffset,
                int inLength,
                byte[] out,
                int outOffset)
                throws TlsException {
            try {
                Cipher cipher = cipher(Cipher.DECRYPT_MODE, nonce, aad);
                return cipher.doFinal(in, inOffset, inLength, out, outOffset);
            } catch (AEADBadTagException e) {
                throw new TlsException(new TlsFailure.BadRecordMac());
            } catch (GeneralSecurityException e) {
                throw new CryptoException("open", e);
            }
        }

        @Override
        public void close() {
            Arrays.fill(key, (byte) 0);
        }

        private Cipher cipher(int mode, byte[] nonce, byte[] aad) throws GeneralSecurityException {
            boolean chacha = algorithm == AeadAlgorithm.CHACHA20_POLY1305;
            Cipher cipher = Cipher.getInstance(chacha ? "ChaCha20-Poly1305" : "AES/GCM/NoPadding");
            AlgorithmParameterSpec parameters =
                    chacha ? new IvParameterSpec(nonce) : new GCMParameterSpec(128, nonce);
            cipher.init(mode, new SecretKeySpec(key, chacha ? "ChaCha20" : "AES"), parameters);
            cipher.updateAAD(aad);
            return cipher;
        }
    }
}
