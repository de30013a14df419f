package io.sallyport.tls.crypto.choice;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codepoint.AeadAlgorithm;
import io.sallyport.tls.codepoint.HashAlgorithm;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.crypto.Aead;
import io.sallyport.tls.crypto.DecryptionKey;
import io.sallyport.tls.crypto.DiffieHellman;
import io.sallyport.tls.crypto.Encapsulation;
import io.sallyport.tls.crypto.Hash;
import io.sallyport.tls.crypto.Hkdf;
import io.sallyport.tls.crypto.Kem;
import io.sallyport.tls.crypto.PrimitiveSource;
import io.sallyport.tls.crypto.RsaDecryption;
import io.sallyport.tls.crypto.Secret;
import io.sallyport.tls.crypto.Signatures;
import io.sallyport.tls.crypto.SigningKey;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.Supplier;

/// Tries each primitive on inputs with known answers before it is taken into use, and on inputs that it
/// must refuse: a provider that does not check a peer's share would open a hole that no handshake shows.
final class SelfTests {
    private static final int RANDOM_LENGTH = 32;

    private final KnownAnswers answers = KnownAnswers.read();

    /// Two outputs of a generator that works are never the same.
    void random(SecureRandom random) throws SelfTestException {
        byte[] one = new byte[RANDOM_LENGTH];
        byte[] other = new byte[RANDOM_LENGTH];
        random.nextBytes(one);
        random.nextBytes(other);
        expect(!MessageDigest.isEqual(one, other), "repeats itself");
    }

    void hash(HashAlgorithm algorithm, PrimitiveSource.HashSource source) throws SelfTestException {
        byte[] input = answers.bytes(algorithm + ".input");
        Hash hash = source.create();
        hash.update(input, 0, 1);
        byte[] before = hash.snapshot();
        hash.update(input, 1, input.length - 1);
        expectBytes(hash.snapshot(), algorithm + ".digest");
        expect(!MessageDigest.isEqual(before, hash.snapshot()), "digests do not depend on input");
    }

    void hkdf(HashAlgorithm algorithm, PrimitiveSource.HkdfSource source) throws SelfTestException {
        Hkdf hkdf = source.create();
        byte[] input = answers.bytes("HKDF.input");
        byte[] salt = answers.bytes("HKDF.salt");
        int length = answers.bytes("HKDF." + algorithm + ".expanded").length;
        try (Secret extracted = hkdf.extract(salt, input);
                Secret expanded = hkdf.expand(extracted, answers.bytes("HKDF.info"), length);
                Secret key = Secret.owning(salt)) {
            expectBytes(extracted.bytes(), "HKDF." + algorithm + ".extracted");
            expectBytes(expanded.bytes(), "HKDF." + algorithm + ".expanded");
            // extraction is an HMAC of the input under the salt
            expectBytes(hkdf.hmac(key, input), "HKDF." + algorithm + ".extracted");
        }
    }

    void aead(AeadAlgorithm algorithm, PrimitiveSource.AeadSource source)
            throws SelfTestException, TlsException {
        byte[] nonce = answers.bytes(algorithm + ".nonce");
        byte[] aad = answers.bytes(algorithm + ".aad");
        byte[] plaintext = answers.bytes(algorithm + ".plaintext");
        byte[] sealed = new byte[plaintext.length + AeadAlgorithm.TAG_LENGTH];
        byte[] opened = new byte[plaintext.length];
        try (Secret key = Secret.owning(answers.bytes(algorithm + ".key"));
                Aead aead = source.create(key)) {
            aead.seal(nonce, aad, plaintext, 0, plaintext.length, sealed, 0);
            expectBytes(sealed, algorithm + ".ciphertext");
            aead.open(nonce, aad, sealed, 0, sealed.length, opened, 0);
            expectBytes(opened, algorithm + ".plaintext");
            sealed[sealed.length - 1] ^= 1;
            expectRefused(
                    () -> aead.open(nonce, aad, sealed, 0, sealed.length, opened, 0),
                    "a wrong tag");
        }
    }

    void diffieHellman(NamedGroup group, DiffieHellman agreement)
            throws SelfTestException, TlsException {
        byte[] ours = answers.bytes(group + ".private");
        try (Secret secret = agreement.agree(ours, answers.bytes(group + ".peer"))) {
            expectBytes(secret.bytes(), group + ".secret");
        }
        Encapsulation fresh = agreement.encapsulate(answers.bytes(group + ".public"));
        try (Secret secret = fresh.sharedSecret();
                Secret same = agreement.agree(ours, fresh.serverShare())) {
            expect(secret.equals(same), "the two sides do not agree");
        }
        expectRefused(() -> agreement.encapsulate(wrongShare(group)), "a share that is no element");
    }

    void kem(Kem kem) throws SelfTestException, TlsException {
        String name = kem.algorithm().name();
        byte[] decapsulationKey = answers.bytes(name + ".decapsulation_key");
        try (Secret secret =
                kem.decapsulate(decapsulationKey, answers.bytes(name + ".ciphertext"))) {
            expectBytes(secret.bytes(), name + ".secret");
        }
        byte[] encapsulationKey = encapsulationKey(kem, decapsulationKey);
        Encapsulation fresh = kem.encapsulate(encapsulationKey);
        try (Secret secret = fresh.sharedSecret();
                Secret same = kem.decapsulate(decapsulationKey, fresh.serverShare())) {
            expect(secret.equals(same), "the two sides do not agree");
        }
        // a coefficient of 4095, which no key has: they are below 3329
        encapsulationKey[0] = (byte) 0xff;
        encapsulationKey[1] |= 0x0f;
        expectRefused(() -> kem.encapsulate(encapsulationKey), "a key with a wrong coefficient");
    }

    /// @param verifier another vendor's where there is one; asked where signatures have a random part
    void signatures(Signatures signatures, Supplier<Signatures> verifier)
            throws SelfTestException, GeneralSecurityException {
        KeyType keyType = signatures.keyType();
        byte[] message = answers.bytes("signed");
        SigningKey key = signatures.signingKey(answers.privateKey(keyType));
        for (SignatureScheme scheme : key.schemes()) {
            byte[] signature = key.sign(scheme, message);
            switch (keyType) {
                case ED25519, ED448 -> expectBytes(signature, keyType + ".signature");
                case RSA, RSA_PSS, EC_P256, EC_P384, EC_P521 ->
                        expect(
                                verifier.get()
                                        .verify(
                                                scheme,
                                                answers.publicKey(keyType),
                                                message,
                                                signature),
                                "another provider refuses a signature by " + scheme.label());
            }
        }
    }

    void rsaDecryption(RsaDecryption decryption)
            throws SelfTestException, GeneralSecurityException {
        DecryptionKey key = decryption.decryptionKey(answers.privateKey(KeyType.RSA));
        byte[] encrypted = answers.bytes("RSA.encrypted_pre_master_secret");
        byte[] answer = answers.bytes("RSA.pre_master_secret");
        int version = (answer[0] & 0xff) << Byte.SIZE | answer[1] & 0xff;
        try (Secret secret = key.decryptPreMasterSecret(encrypted, version);
                Secret rolledBack = key.decryptPreMasterSecret(encrypted, version - 1);
                Secret malformed = key.decryptPreMasterSecret(answer, version)) {
            expectBytes(secret.bytes(), "RSA.pre_master_secret");
            expect(!secret.equals(rolledBack), "does not look at the version");
            expect(malformed.length() == secret.length(), "tells what is malformed");
        }
    }

    /// It stands inside the decapsulation key: after the secret vector, before its hash and a secret value
    /// of 32 bytes each (FIPS 203, algorithm 16).
    private static byte[] encapsulationKey(Kem kem, byte[] decapsulationKey) {
        int end = decapsulationKey.length - 64;
        return Arrays.copyOfRange(
                decapsulationKey, end - kem.algorithm().encapsulationKeyLength(), end);
    }

    private byte[] wrongShare(NamedGroup group) {
        byte[] share = answers.bytes(group + ".peer");
        return switch (group) {
            case SECP256R1, SECP384R1, SECP521R1 -> {
                // beside the curve
                share[share.length - 1] ^= 1;
                yield share;
            }
            // zero: of low order on the Montgomery curves, out of range in the finite fields
            case X25519,
                    X448,
                    FFDHE2048,
                    FFDHE3072,
                    FFDHE4096,
                    SECP256R1MLKEM768,
                    X25519MLKEM768,
                    SECP384R1MLKEM1024 ->
                    new byte[share.length];
        };
    }

    private void expectBytes(byte[] actual, String answer) throws SelfTestException {
        expect(MessageDigest.isEqual(actual, answers.bytes(answer)), answer + " is another one");
    }

    private static void expect(boolean condition, String otherwise) throws SelfTestException {
        if (!condition) {
            throw new SelfTestException(otherwise);
        }
    }

    private static void expectRefused(Attempt attempt, String what) throws SelfTestException {
        try {
            attempt.run();
        } catch (TlsException _) {
            return;
        }
        throw new SelfTestException("accepts " + what);
    }

    @FunctionalInterface
    private interface Attempt {
        void run() throws TlsException;
    }
}
