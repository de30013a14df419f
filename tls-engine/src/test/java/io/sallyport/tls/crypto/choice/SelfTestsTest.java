package io.sallyport.tls.crypto.choice;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codepoint.AeadAlgorithm;
import io.sallyport.tls.codepoint.HashAlgorithm;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.crypto.Aead;
import io.sallyport.tls.crypto.DiffieHellman;
import io.sallyport.tls.crypto.Encapsulation;
import io.sallyport.tls.crypto.EphemeralKey;
import io.sallyport.tls.crypto.Hash;
import io.sallyport.tls.crypto.Hkdf;
import io.sallyport.tls.crypto.Kem;
import io.sallyport.tls.crypto.KemAlgorithm;
import io.sallyport.tls.crypto.PrimitiveSource;
import io.sallyport.tls.crypto.Secret;
import io.sallyport.tls.crypto.Signatures;
import io.sallyport.tls.crypto.SigningKey;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A vendor with a fault is passed over, with the reason, and the next one serves.
class SelfTestsTest {

    @Test
    void passesOverAHashThatIsWrong() {
        assertPassedOver(
                new OtherSource() {
                    @Override
                    public HashSource hash(HashAlgorithm algorithm)
                            throws NoSuchAlgorithmException {
                        HashSource works = super.hash(algorithm);
                        return () -> withoutFirstByte(works.create());
                    }
                },
                "hash/sha256",
                "failed its self-test: SHA256.digest is another one");
    }

    @Test
    void passesOverAnHkdfThatForgetsItsInfo() {
        assertPassedOver(
                new OtherSource() {
                    @Override
                    public HkdfSource hkdf(HashAlgorithm algorithm)
                            throws NoSuchAlgorithmException {
                        HkdfSource works = super.hkdf(algorithm);
                        return () -> withoutInfo(works.create());
                    }
                },
                "hkdf/sha384",
                "failed its self-test: HKDF.SHA384.expanded is another one");
    }

    @Test
    void passesOverACipherThatChecksNoTag() {
        assertPassedOver(
                new OtherSource() {
                    @Override
                    public AeadSource aead(AeadAlgorithm algorithm)
                            throws NoSuchAlgorithmException {
                        AeadSource works = super.aead(algorithm);
                        return key -> withoutCheck(works.create(key));
                    }
                },
                "aead/aes_128_gcm",
                "failed its self-test: accepts a wrong tag");
    }

    @Test
    void passesOverACurveThatAcceptsEveryPoint() {
        assertPassedOver(
                new OtherSource() {
                    @Override
                    public DiffieHellman diffieHellman(NamedGroup group)
                            throws NoSuchAlgorithmException {
                        return new Agreement(super.diffieHellman(group)) {
                            @Override
                            public Encapsulation encapsulate(byte[] share) throws TlsException {
                                try {
                                    return super.encapsulate(share);
                                } catch (TlsException _) {
                                    return new Encapsulation(share, Secret.owning(share));
                                }
                            }
                        };
                    }
                },
                "key_exchange/x25519",
                "failed its self-test: accepts a share that is no element");
    }

    @Test
    void passesOverAnAgreementWhoseSidesDiffer() {
        assertPassedOver(
                new OtherSource() {
                    @Override
                    public DiffieHellman diffieHellman(NamedGroup group)
                            throws NoSuchAlgorithmException {
                        return new Agreement(super.diffieHellman(group)) {
                            @Override
                            public Encapsulation encapsulate(byte[] share) throws TlsException {
                                return new Encapsulation(
                                        super.encapsulate(share).serverShare(),
                                        super.encapsulate(share).sharedSecret());
                            }
                        };
                    }
                },
                "key_exchange/ffdhe2048",
                "failed its self-test: the two sides do not agree");
    }

    @Test
    void passesOverAKemThatChecksNoKey() {
        assertPassedOver(
                new OtherSource() {
                    @Override
                    public Kem kem(KemAlgorithm algorithm) throws NoSuchAlgorithmException {
                        return withoutCheck(super.kem(algorithm));
                    }
                },
                "kem/ml_kem_1024",
                "failed its self-test: accepts a key with a wrong coefficient");
    }

    @Test
    void passesOverASignatureThatAnotherVendorRefuses() {
        assertPassedOver(
                new OtherSource() {
                    @Override
                    public Signatures signatures(KeyType keyType) throws NoSuchAlgorithmException {
                        return withWrongSignatures(super.signatures(keyType));
                    }
                },
                "signature/ec_p521",
                "failed its self-test: another provider refuses a signature by"
                        + " ecdsa_secp521r1_sha512");
    }

    @Test
    void passesOverALibraryThatFailsToLink() {
        assertPassedOver(
                new OtherSource() {
                    @Override
                    public Signatures signatures(KeyType keyType) {
                        throw new UnsatisfiedLinkError("libcrypto.so: not there");
                    }
                },
                "signature/rsa",
                "failed its self-test: libcrypto.so: not there");
    }

    @Test
    void passesOverAGeneratorThatRepeatsItself() {
        assertPassedOver(
                new OtherSource() {
                    @Override
                    public SecureRandom random() {
                        return new SecureRandom() {
                            @Override
                            public void nextBytes(byte[] bytes) {
                                // leaves zeros
                            }
                        };
                    }
                },
                "random/random",
                "failed its self-test: repeats itself");
    }

    @Test
    void takesAVendorWithoutFaults() {
        assertThat(SelectedCryptoProvider.from(List.of(new OtherSource())).report())
                .allMatch(each -> each.skipped().isEmpty());
    }

    /// From `faulty` to the JDK, for this primitive.
    private static void assertPassedOver(PrimitiveSource faulty, String primitive, String reason) {
        PrimitiveSource next = Sources.of(CryptoVendor.JDK);

        ProviderReport report =
                SelectedCryptoProvider.from(List.of(faulty, next)).report().stream()
                        .filter(each -> each.primitive().id().equals(primitive))
                        .findFirst()
                        .orElseThrow();

        assertThat(report.servedBy()).isEqualTo(next.name());
        assertThat(report.skipped()).containsExactly(new ProviderReport.Skipped("other", reason));
    }

    private static Hash withoutFirstByte(Hash works) {
        return new Hash() {
            private int seen;

            @Override
            public void update(byte[] bytes, int offset, int length) {
                int left = seen == 0 && length > 0 ? 1 : 0;
                seen += length;
                works.update(bytes, offset + left, length - left);
            }

            @Override
            public byte[] snapshot() {
                return works.snapshot();
            }
        };
    }

    private static Hkdf withoutInfo(Hkdf works) {
        return new Hkdf() {
            @Override
            public int hashLength() {
                return works.hashLength();
            }

            @Override
            public Secret extract(byte[] salt, byte[] inputKeyingMaterial) {
                return works.extract(salt, inputKeyingMaterial);
            }

            @Override
            public Secret expand(Secret pseudorandomKey, byte[] info, int length) {
                return works.expand(pseudorandomKey, new byte[0], length);
            }

            @Override
            public byte[] hmac(Secret key, byte[] message) {
                return works.hmac(key, message);
            }
        };
    }

    private static Aead withoutCheck(Aead works) {
        return new Aead() {
            @Override
            public int seal(
                    byte[] nonce,
                    byte[] aad,
                    byte[] in,
                    int inOffset,
                    int inLength,
                    byte[] out,
                    int outOffset) {
                return works.seal(nonce, aad, in, inOffset, inLength, out, outOffset);
            }

            @Override
            public int open(
                    byte[] nonce,
                    byte[] aad,
                    byte[] in,
                    int inOffset,
                    int inLength,
                    byte[] out,
                    int outOffset) {
                try {
                    return works.open(nonce, aad, in, inOffset, inLength, out, outOffset);
                } catch (TlsException _) {
                    return inLength - AeadAlgorithm.TAG_LENGTH;
                }
            }

            @Override
            public void close() {
                works.close();
            }
        };
    }

    private static Kem withoutCheck(Kem works) {
        return new Kem() {
            @Override
            public KemAlgorithm algorithm() {
                return works.algorithm();
            }

            @Override
            public Encapsulation encapsulate(byte[] key) throws TlsException {
                try {
                    return works.encapsulate(key);
                } catch (TlsException _) {
                    return new Encapsulation(key, Secret.owning(key));
                }
            }

            @Override
            public Secret decapsulate(byte[] decapsulationKey, byte[] ciphertext) {
                return works.decapsulate(decapsulationKey, ciphertext);
            }
        };
    }

    private static Signatures withWrongSignatures(Signatures works) {
        return new Signatures() {
            @Override
            public KeyType keyType() {
                return works.keyType();
            }

            @Override
            public SigningKey signingKey(PrivateKey key) throws InvalidKeyException {
                SigningKey right = works.signingKey(key);
                return new SigningKey() {
                    @Override
                    public KeyType keyType() {
                        return right.keyType();
                    }

                    @Override
                    public Set<SignatureScheme> schemes() {
                        return right.schemes();
                    }

                    @Override
                    public byte[] sign(SignatureScheme scheme, byte[] message)
                            throws GeneralSecurityException {
                        return right.sign(scheme, new byte[1]);
                    }
                };
            }

            @Override
            public boolean verify(
                    SignatureScheme scheme, PublicKey key, byte[] message, byte[] signature) {
                return true;
            }
        };
    }

    /// A Diffie-Hellman group that works, for tests to take apart.
    private static class Agreement implements DiffieHellman {
        private final DiffieHellman works;

        Agreement(DiffieHellman works) {
            this.works = works;
        }

        @Override
        public NamedGroup group() {
            return works.group();
        }

        @Override
        public Encapsulation encapsulate(byte[] clientShare) throws TlsException {
            return works.encapsulate(clientShare);
        }

        @Override
        public EphemeralKey generate() {
            return works.generate();
        }

        @Override
        public Secret agree(byte[] privateKey, byte[] peerShare) throws TlsException {
            return works.agree(privateKey, peerShare);
        }
    }
}
