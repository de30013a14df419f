package io.sallyport.benchmarks;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codepoint.AeadAlgorithm;
import io.sallyport.tls.codepoint.HashAlgorithm;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.crypto.Aead;
import io.sallyport.tls.crypto.Encapsulation;
import io.sallyport.tls.crypto.Hash;
import io.sallyport.tls.crypto.Hkdf;
import io.sallyport.tls.crypto.HybridKeyExchange;
import io.sallyport.tls.crypto.KeyExchange;
import io.sallyport.tls.crypto.PrimitiveSource;
import io.sallyport.tls.crypto.Secret;
import io.sallyport.tls.crypto.SigningKey;
import io.sallyport.tls.crypto.choice.CryptoVendor;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Each primitive from each vendor, as the engine uses it: what the order of preference in `crypto.choice`
/// goes by. A vendor that lacks a primitive says so and has no line in the result.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class PrimitivesBenchmark {

    /// The server's answer to a client's share: a fresh key and the shared secret.
    @Benchmark
    public Encapsulation keyExchange(Exchange exchange) throws TlsException {
        return exchange.group.encapsulate(exchange.share);
    }

    /// What a CertificateVerify takes.
    @Benchmark
    public byte[] sign(Signing signing) throws GeneralSecurityException {
        return signing.key.sign(signing.scheme, signing.message);
    }

    /// One record.
    @Benchmark
    public int seal(Records records) {
        return records.seal();
    }

    /// One record.
    @Benchmark
    public int open(Records records) throws TlsException {
        return records.open();
    }

    /// One step of the key schedule.
    @Benchmark
    public Secret expand(Hashing hashing) {
        return hashing.hkdf.expand(hashing.key, hashing.input, hashing.hkdf.hashLength());
    }

    /// A short transcript.
    @Benchmark
    public byte[] hash(Hashing hashing) {
        Hash hash = hashing.hash.create();
        hash.update(hashing.input, 0, hashing.input.length);
        return hash.snapshot();
    }

    /// The random value of a ServerHello.
    @Benchmark
    public byte[] random(Random random) {
        byte[] value = new byte[32];
        random.generator.nextBytes(value);
        return value;
    }

    /// A client's share and who answers it.
    @State(Scope.Thread)
    public static class Exchange {
        @Param({"ACCP", "CONSCRYPT", "JDK", "BOUNCYCASTLE"})
        public CryptoVendor vendor = CryptoVendor.JDK;

        @Param({
            "X25519",
            "SECP256R1",
            "SECP384R1",
            "SECP521R1",
            "X448",
            "FFDHE2048",
            "FFDHE3072",
            "FFDHE4096",
            "X25519MLKEM768",
            "SECP384R1MLKEM1024"
        })
        public NamedGroup name = NamedGroup.X25519;

        private KeyExchange group;
        private byte[] share;

        @Setup
        public void setUp() throws GeneralSecurityException {
            PrimitiveSource source = vendor.load();
            group =
                    name.kind() == NamedGroup.Kind.HYBRID
                            ? HybridKeyExchange.of(
                                    name,
                                    source.diffieHellman(HybridKeyExchange.curveOf(name)),
                                    source.kem(HybridKeyExchange.kemOf(name)))
                            : source.diffieHellman(name);
            share = ClientShare.of(name);
        }
    }

    /// A key and what it signs.
    @State(Scope.Thread)
    public static class Signing {
        @Param({"ACCP", "CONSCRYPT", "JDK", "BOUNCYCASTLE"})
        public CryptoVendor vendor = CryptoVendor.JDK;

        @Param public KeyType keyType = KeyType.EC_P256;

        private final byte[] message = new byte[130];
        private SigningKey key;
        private SignatureScheme scheme;

        @Setup
        public void setUp() throws GeneralSecurityException {
            key =
                    vendor.load()
                            .signatures(keyType)
                            .signingKey(Certificates.keyPair(keyType).getPrivate());
            scheme = key.schemes().iterator().next();
        }
    }

    /// A cipher with a record of each kind.
    @State(Scope.Thread)
    public static class Records {
        @Param({"ACCP", "CONSCRYPT", "JDK", "BOUNCYCASTLE"})
        public CryptoVendor vendor = CryptoVendor.JDK;

        @Param public AeadAlgorithm cipher = AeadAlgorithm.AES_128_GCM;

        @Param({"64", "1024", "16384"})
        public int size = 1024;

        private final byte[] nonce = new byte[AeadAlgorithm.NONCE_LENGTH];
        private final byte[] header = new byte[5];
        private byte[] plaintext;
        private byte[] output;
        private byte[] sealed;
        private Aead aead;

        @Setup
        public void setUp() throws GeneralSecurityException {
            aead = vendor.load().aead(cipher).create(Secret.owning(new byte[cipher.keyLength()]));
            plaintext = new byte[size];
            output = new byte[size + AeadAlgorithm.TAG_LENGTH];
            aead.seal(nonce, header, plaintext, 0, size, output, 0);
            sealed = output.clone();
        }

        int seal() {
            next();
            return aead.seal(nonce, header, plaintext, 0, size, output, 0);
        }

        int open() throws TlsException {
            return aead.open(nonce, header, sealed, 0, sealed.length, output, 0);
        }

        /// Providers refuse to seal twice under one nonce.
        private void next() {
            for (int i = nonce.length - 1; ++nonce[i] == 0; i--) {
                // carries into the byte before
            }
        }
    }

    /// A hash and the HKDF with it.
    @State(Scope.Thread)
    public static class Hashing {
        @Param({"ACCP", "CONSCRYPT", "JDK", "BOUNCYCASTLE"})
        public CryptoVendor vendor = CryptoVendor.JDK;

        @Param public HashAlgorithm algorithm = HashAlgorithm.SHA256;

        private final byte[] input = new byte[50];
        private Secret key;
        private Hkdf hkdf;
        private PrimitiveSource.HashSource hash;

        @Setup
        public void setUp() throws GeneralSecurityException {
            key = Secret.owning(new byte[algorithm.length()]);
            hkdf = vendor.load().hkdf(algorithm).create();
            hash = vendor.load().hash(algorithm);
        }
    }

    /// A generator.
    @State(Scope.Benchmark)
    public static class Random {
        @Param({"ACCP", "JDK"})
        public CryptoVendor vendor = CryptoVendor.JDK;

        private SecureRandom generator;

        @Setup
        public void setUp() throws GeneralSecurityException {
            generator = vendor.load().random();
        }
    }
}
