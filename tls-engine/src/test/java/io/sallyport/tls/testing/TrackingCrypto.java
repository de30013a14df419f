package io.sallyport.tls.testing;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codepoint.AeadAlgorithm;
import io.sallyport.tls.codepoint.HashAlgorithm;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.crypto.Aead;
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
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Remembers every secret and every cipher that another provider made, to see what becomes of them.
public final class TrackingCrypto implements CryptoProvider {
    private final CryptoProvider crypto;
    private final List<byte[]> history = new ArrayList<>();
    private final List<byte[]> salts = new ArrayList<>();
    private final List<Secret> secrets = new ArrayList<>();
    private final List<TrackedAead> aeads = new ArrayList<>();

    public TrackingCrypto(CryptoProvider crypto) {
        this.crypto = crypto;
    }

    /// The bytes of all secrets as they were made.
    public List<byte[]> history() {
        return history;
    }

    /// What was handed to HKDF-Extract as salt.
    public List<byte[]> salts() {
        return salts;
    }

    /// The secrets that hold other bytes than zeros.
    public List<Secret> secretsAlive() {
        return secrets.stream().filter(TrackingCrypto::isAlive).toList();
    }

    /// How many secrets were made.
    public int secretsMade() {
        return secrets.size();
    }

    public long aeadsOpen() {
        return aeads.stream().filter(aead -> !aead.closed).count();
    }

    @Override
    public SecureRandom random() {
        return crypto.random();
    }

    @Override
    public Hash hash(HashAlgorithm algorithm) {
        return crypto.hash(algorithm);
    }

    @Override
    public Hkdf hkdf(HashAlgorithm algorithm) {
        return new TrackedHkdf(crypto.hkdf(algorithm));
    }

    @Override
    public Aead aead(AeadAlgorithm algorithm, Secret key) {
        TrackedAead aead = new TrackedAead(crypto.aead(algorithm, key));
        aeads.add(aead);
        return aead;
    }

    @Override
    public Set<NamedGroup> groups() {
        return crypto.groups();
    }

    @Override
    public Set<AeadAlgorithm> aeads() {
        return crypto.aeads();
    }

    @Override
    public KeyExchange keyExchange(NamedGroup group) {
        KeyExchange exchange = crypto.keyExchange(group);
        return new KeyExchange() {
            @Override
            public NamedGroup group() {
                return group;
            }

            @Override
            public Encapsulation encapsulate(byte[] clientShare) throws TlsException {
                Encapsulation made = exchange.encapsulate(clientShare);
                tracked(made.sharedSecret());
                return made;
            }
        };
    }

    @Override
    public EphemeralKey ephemeralKey(NamedGroup group) {
        EphemeralKey key = crypto.ephemeralKey(group);
        return new EphemeralKey() {
            @Override
            public byte[] share() {
                return key.share();
            }

            @Override
            public Secret agree(byte[] peerShare) throws TlsException {
                return tracked(key.agree(peerShare));
            }
        };
    }

    @Override
    public boolean verify(SignatureScheme scheme, PublicKey key, byte[] message, byte[] signature)
            throws InvalidKeyException {
        return crypto.verify(scheme, key, message, signature);
    }

    @Override
    public DecryptionKey decryptionKey(PrivateKey key) throws InvalidKeyException {
        DecryptionKey decryption = crypto.decryptionKey(key);
        return (encrypted, version) ->
                tracked(decryption.decryptPreMasterSecret(encrypted, version));
    }

    @Override
    public SigningKey signingKey(PrivateKey key) throws InvalidKeyException {
        return crypto.signingKey(key);
    }

    @Override
    public Map<Primitive, String> inventory() {
        return crypto.inventory();
    }

    private Secret tracked(Secret secret) {
        secrets.add(secret);
        history.add(secret.bytes().clone());
        return secret;
    }

    private static boolean isAlive(Secret secret) {
        for (byte b : secret.bytes()) {
            if (b != 0) {
                return true;
            }
        }
        return false;
    }

    private final class TrackedHkdf implements Hkdf {
        private final Hkdf hkdf;

        TrackedHkdf(Hkdf hkdf) {
            this.hkdf = hkdf;
        }

        @Override
        public int hashLength() {
            return hkdf.hashLength();
        }

        @Override
        public Secret extract(byte[] salt, byte[] inputKeyingMaterial) {
            salts.add(salt.clone());
            return tracked(hkdf.extract(salt, inputKeyingMaterial));
        }

        @Override
        public Secret expand(Secret pseudorandomKey, byte[] info, int length) {
            return tracked(hkdf.expand(pseudorandomKey, info, length));
        }

        @Override
        public byte[] hmac(Secret key, byte[] message) {
            return hkdf.hmac(key, message);
        }
    }

    private static final class TrackedAead implements Aead {
        private final Aead aead;
        private boolean closed;

        TrackedAead(Aead aead) {
            this.aead = aead;
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
            return aead.seal(nonce, aad, in, inOffset, inLength, out, outOffset);
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
            return aead.open(nonce, aad, in, inOffset, inLength, out, outOffset);
        }

        @Override
        public void close() {
            closed = true;
            aead.close();
        }
    }
}
