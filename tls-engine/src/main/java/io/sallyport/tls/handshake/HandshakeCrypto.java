package io.sallyport.tls.handshake;

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
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The cryptography of one handshake: as that of all, but one HKDF serves every step of the key schedule. A dozen
/// would be made otherwise, and making one takes a provider longer than using it.
///
/// It is dropped when the handshake is over: what has been keyed with secrets must not live as long as a
/// connection.
final class HandshakeCrypto implements CryptoProvider {
    private final CryptoProvider all;
    private @Nullable HashAlgorithm algorithm;
    private @Nullable Hkdf hkdf;
    private boolean over;

    HandshakeCrypto(CryptoProvider all) {
        this.all = all;
    }

    /// The handshake is over, and what is used from now on is used once.
    void drop() {
        over = true;
        hkdf = null;
    }

    @Override
    public Hkdf hkdf(HashAlgorithm wanted) {
        Hkdf kept = hkdf;
        if (kept != null && algorithm == wanted) {
            return kept;
        }
        Hkdf fresh = all.hkdf(wanted);
        if (!over) {
            algorithm = wanted;
            hkdf = fresh;
        }
        return fresh;
    }

    @Override
    public SecureRandom random() {
        return all.random();
    }

    @Override
    public Hash hash(HashAlgorithm wanted) {
        return all.hash(wanted);
    }

    @Override
    public Aead aead(AeadAlgorithm wanted, Secret key) {
        return all.aead(wanted, key);
    }

    @Override
    public Set<NamedGroup> groups() {
        return all.groups();
    }

    @Override
    public Set<AeadAlgorithm> aeads() {
        return all.aeads();
    }

    @Override
    public KeyExchange keyExchange(NamedGroup group) {
        return all.keyExchange(group);
    }

    @Override
    public EphemeralKey ephemeralKey(NamedGroup group) {
        return all.ephemeralKey(group);
    }

    @Override
    public boolean verify(SignatureScheme scheme, PublicKey key, byte[] message, byte[] signature)
            throws InvalidKeyException {
        return all.verify(scheme, key, message, signature);
    }

    @Override
    public DecryptionKey decryptionKey(PrivateKey key) throws InvalidKeyException {
        return all.decryptionKey(key);
    }

    @Override
    public SigningKey signingKey(PrivateKey key) throws InvalidKeyException {
        return all.signingKey(key);
    }

    @Override
    public Map<Primitive, String> inventory() {
        return all.inventory();
    }
}
