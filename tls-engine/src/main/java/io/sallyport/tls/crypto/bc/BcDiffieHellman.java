package io.sallyport.tls.crypto.bc;

import io.sallyport.tls.alert.PeerMisbehaved;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.crypto.DiffieHellman;
import io.sallyport.tls.crypto.Encapsulation;
import io.sallyport.tls.crypto.EphemeralKey;
import io.sallyport.tls.crypto.Secret;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;

/// Key agreement of BouncyCastle in one group.
final class BcDiffieHellman implements DiffieHellman {
    private final NamedGroup name;
    private final BcGroup group;

    BcDiffieHellman(NamedGroup name, BcGroup group) {
        this.name = name;
        this.group = group;
    }

    @Override
    public NamedGroup group() {
        return name;
    }

    @Override
    public Encapsulation encapsulate(byte[] clientShare) throws TlsException {
        AsymmetricKeyParameter peer = read(clientShare);
        AsymmetricCipherKeyPair ours = group.generate();
        return new Encapsulation(group.share(ours.getPublic()), agree(ours.getPrivate(), peer));
    }

    @Override
    public EphemeralKey generate() {
        AsymmetricCipherKeyPair ours = group.generate();
        byte[] share = group.share(ours.getPublic());
        return new EphemeralKey() {
            @Override
            public byte[] share() {
                return share;
            }

            @Override
            public Secret agree(byte[] peerShare) throws TlsException {
                return BcDiffieHellman.this.agree(ours.getPrivate(), read(peerShare));
            }
        };
    }

    @Override
    public Secret agree(byte[] privateKey, byte[] peerShare) throws TlsException {
        return agree(group.privateKey(privateKey), read(peerShare));
    }

    private AsymmetricKeyParameter read(byte[] share) throws TlsException {
        if (share.length != group.shareLength()) {
            throw invalidShare();
        }
        try {
            return group.publicKey(share);
        } catch (IllegalArgumentException _) {
            throw invalidShare();
        }
    }

    /// BouncyCastle refuses a secret of zeros by itself, which RFC 9846, section 7.4.2, wants for X25519
    /// and X448.
    private Secret agree(AsymmetricKeyParameter ours, AsymmetricKeyParameter peer)
            throws TlsException {
        try {
            return Secret.owning(group.agree(ours, peer));
        } catch (IllegalStateException _) {
            throw invalidShare();
        }
    }

    private static TlsException invalidShare() {
        return TlsException.misbehaved(PeerMisbehaved.SENT_INVALID_KEY_SHARE);
    }
}
