package io.sallyport.tls.crypto.jca;

import io.sallyport.tls.alert.PeerMisbehaved;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.crypto.CryptoException;
import io.sallyport.tls.crypto.DiffieHellman;
import io.sallyport.tls.crypto.Encapsulation;
import io.sallyport.tls.crypto.EphemeralKey;
import io.sallyport.tls.crypto.Secret;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.util.Arrays;
import javax.crypto.KeyAgreement;

/// A `javax.crypto.KeyAgreement` in one group.
///
/// Every object is looked up anew: that costs a tenth of a microsecond, while a kept one would hold on to
/// the private key of the last handshake.
final class JcaDiffieHellman implements DiffieHellman {
    private final NamedGroup group;
    private final Provider provider;
    private final GroupKeys keys;

    /// @throws GeneralSecurityException if the provider lacks the key agreement
    JcaDiffieHellman(NamedGroup group, Provider provider, GroupKeys keys)
            throws GeneralSecurityException {
        this.group = group;
        this.provider = provider;
        this.keys = keys;
        newAgreement();
    }

    @Override
    public NamedGroup group() {
        return group;
    }

    @Override
    public Encapsulation encapsulate(byte[] clientShare) throws TlsException {
        PublicKey peer = read(clientShare);
        try {
            KeyPair ours = keys.generate();
            return new Encapsulation(keys.share(ours.getPublic()), agree(ours.getPrivate(), peer));
        } catch (GeneralSecurityException e) {
            throw new CryptoException(group + " failed", e);
        }
    }

    @Override
    public EphemeralKey generate() {
        try {
            KeyPair ours = keys.generate();
            return new Ephemeral(ours.getPrivate(), keys.share(ours.getPublic()));
        } catch (GeneralSecurityException e) {
            throw new CryptoException(group + " failed", e);
        }
    }

    @Override
    public Secret agree(byte[] privateKey, byte[] peerShare) throws TlsException {
        PublicKey peer = read(peerShare);
        try {
            return agree(keys.privateKey(privateKey), peer);
        } catch (GeneralSecurityException e) {
            throw new CryptoException(group + " failed", e);
        }
    }

    private PublicKey read(byte[] share) throws TlsException {
        if (share.length != keys.shareLength()) {
            throw invalidShare();
        }
        try {
            return keys.publicKey(share);
        } catch (GeneralSecurityException _) {
            throw invalidShare();
        }
    }

    private Secret agree(PrivateKey ours, PublicKey peer)
            throws TlsException, GeneralSecurityException {
        KeyAgreement agreement = newAgreement();
        agreement.init(ours);
        byte[] secret;
        try {
            agreement.doPhase(peer, true);
            secret = agreement.generateSecret();
        } catch (GeneralSecurityException | IllegalStateException _) {
            // what the providers say of a point off the curve or of low order, some of them only
            // here
            throw invalidShare();
        }
        return Secret.owning(checked(secret));
    }

    /// At its full length, and not all zeros, which RFC 9846, section 7.4.2, wants checked for X25519 and
    /// X448; elsewhere zeros cannot come about.
    private byte[] checked(byte[] secret) throws TlsException {
        int some = 0;
        for (byte b : secret) {
            some |= b;
        }
        if (some == 0 || secret.length > keys.secretLength()) {
            Arrays.fill(secret, (byte) 0);
            throw invalidShare();
        }
        if (secret.length == keys.secretLength()) {
            return secret;
        }
        byte[] padded = new byte[keys.secretLength()];
        System.arraycopy(secret, 0, padded, padded.length - secret.length, secret.length);
        Arrays.fill(secret, (byte) 0);
        return padded;
    }

    private KeyAgreement newAgreement() throws GeneralSecurityException {
        return KeyAgreement.getInstance(keys.agreement(), provider);
    }

    /// A key pair of one handshake.
    private final class Ephemeral implements EphemeralKey {
        private final PrivateKey key;
        private final byte[] share;

        Ephemeral(PrivateKey key, byte[] share) {
            this.key = key;
            this.share = share;
        }

        @Override
        public byte[] share() {
            return share;
        }

        @Override
        public Secret agree(byte[] peerShare) throws TlsException {
            PublicKey peer = read(peerShare);
            try {
                return JcaDiffieHellman.this.agree(key, peer);
            } catch (GeneralSecurityException e) {
                throw new CryptoException(group + " failed", e);
            }
        }
    }

    private static TlsException invalidShare() {
        return TlsException.misbehaved(PeerMisbehaved.SENT_INVALID_KEY_SHARE);
    }
}
