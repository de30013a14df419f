package io.sallyport.benchmarks;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codepoint.AeadAlgorithm;
import io.sallyport.tls.codepoint.HashAlgorithm;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openjdk.jmh.infra.Blackhole;

/// Records every cryptographic operation that a handshake does, with its inputs, to do the same again
/// without the protocol around it. For one thread.
final class CryptographyTape implements CryptoProvider {
    private final CryptoProvider crypto;
    private final List<Operation> operations = new ArrayList<>();

    CryptographyTape(CryptoProvider crypto) {
        this.crypto = crypto;
    }

    /// Something done once more.
    @FunctionalInterface
    interface Operation {
        Object repeat() throws GeneralSecurityException, TlsException;
    }

    /// Forgets what was recorded so far.
    void clear() {
        operations.clear();
    }

    /// How many are recorded.
    int operations() {
        return operations.size();
    }

    /// Does it all again, in the order it was done.
    void replay(Blackhole blackhole) throws GeneralSecurityException, TlsException {
        for (Operation operation : operations) {
            blackhole.consume(operation.repeat());
        }
    }

    void add(Operation operation) {
        operations.add(operation);
    }

    @Override
    public SecureRandom random() {
        add(() -> {
            byte[] serverRandom = new byte[32];
            crypto.random().nextBytes(serverRandom);
            return serverRandom;
        });
        return crypto.random();
    }

    @Override
    public Hash hash(HashAlgorithm algorithm) {
        return new TapedHash(this, () -> crypto.hash(algorithm));
    }

    @Override
    public Hkdf hkdf(HashAlgorithm algorithm) {
        return new TapedHkdf(this, () -> crypto.hkdf(algorithm));
    }

    @Override
    public Aead aead(AeadAlgorithm algorithm, Secret key) {
        Secret copy = TapedHkdf.copy(key);
        return new TapedAead(this, () -> crypto.aead(algorithm, copy));
    }

    @Override
    public KeyExchange keyExchange(NamedGroup group) {
        return new TapedKeyExchange(this, crypto.keyExchange(group));
    }

    @Override
    public EphemeralKey ephemeralKey(NamedGroup group) {
        add(() -> crypto.ephemeralKey(group));
        EphemeralKey key = crypto.ephemeralKey(group);
        return new EphemeralKey() {
            @Override
            public byte[] share() {
                return key.share();
            }

            @Override
            public Secret agree(byte[] peerShare) throws TlsException {
                add(() -> key.agree(peerShare));
                return key.agree(peerShare);
            }
        };
    }

    @Override
    public boolean verify(SignatureScheme scheme, PublicKey key, byte[] message, byte[] signature)
            throws InvalidKeyException {
        add(() -> crypto.verify(scheme, key, message, signature));
        return crypto.verify(scheme, key, message, signature);
    }

    @Override
    public DecryptionKey decryptionKey(PrivateKey key) throws InvalidKeyException {
        DecryptionKey decryption = crypto.decryptionKey(key);
        return (encrypted, version) -> {
            add(() -> decryption.decryptPreMasterSecret(encrypted, version));
            return decryption.decryptPreMasterSecret(encrypted, version);
        };
    }

    @Override
    public SigningKey signingKey(PrivateKey key) throws InvalidKeyException {
        return new TapedSigningKey(this, crypto.signingKey(key));
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
    public Map<Primitive, String> inventory() {
        return crypto.inventory();
    }
}
