package io.sallyport.tls.handshake.tls12;

import io.sallyport.tls.crypto.DecryptionKey;
import io.sallyport.tls.crypto.Secret;
import io.sallyport.tls.event.HandshakePhase;
import io.sallyport.tls.handshake.HandshakeState;
import java.util.Objects;

/// A pause: the private key is at work on a pre-master secret. Whatever the client sent, a secret comes of
/// it, and a wrong one is found out by the first record under the keys (RFC 5246, section 7.4.7.1).
public final class AwaitDecryption implements HandshakeState {
    private final ExpectClientKeyExchange next;
    private final Tls12Context context;
    private final byte[] encrypted;

    AwaitDecryption(ExpectClientKeyExchange next, Tls12Context context, byte[] encrypted) {
        this.next = next;
        this.context = context;
        this.encrypted = encrypted;
    }

    @Override
    public HandshakePhase phase() {
        return HandshakePhase.DECRYPTION;
    }

    public DecryptionKey key() {
        return Objects.requireNonNull(context.parameters().credential().decryption());
    }

    /// As the client sent it. Not a copy.
    public byte[] encrypted() {
        return encrypted;
    }

    /// The version that the secret must begin with.
    public int clientVersion() {
        return context.hello().legacyVersion();
    }

    /// Goes on with the secret, which is closed.
    public HandshakeState decrypted(Secret preMasterSecret) {
        return next.agreed(preMasterSecret);
    }
}
