package io.sallyport.tls.handshake.tls12;

import io.sallyport.tls.alert.PeerMisbehaved;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.EphemeralKey;
import io.sallyport.tls.crypto.Secret;
import io.sallyport.tls.event.HandshakePhase;
import io.sallyport.tls.handshake.AwaitedMessage;
import io.sallyport.tls.handshake.CheckedCertificates;
import io.sallyport.tls.handshake.HandshakeState;
import io.sallyport.tls.keys.MasterSecret;
import io.sallyport.tls.message.ClientKeyExchange;
import io.sallyport.tls.message.HandshakeMessage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Our flight is sent; the client has yet to send its half of the key exchange (RFC 5246, section 7.4.7).
public final class ExpectClientKeyExchange implements AwaitedMessage {
    private final Tls12Context context;
    private final @Nullable EphemeralKey ours;
    private final @Nullable CheckedCertificates certificates;

    /// @param ours our half; null if the client encrypts to our key
    /// @param certificates the client's, or null if it showed none
    ExpectClientKeyExchange(
            Tls12Context context,
            @Nullable EphemeralKey ours,
            @Nullable CheckedCertificates certificates) {
        this.context = context;
        this.ours = ours;
        this.certificates = certificates;
    }

    @Override
    public HandshakePhase phase() {
        return HandshakePhase.CLIENT_KEY_EXCHANGE;
    }

    @Override
    public HandshakeType awaitedType() {
        return HandshakeType.CLIENT_KEY_EXCHANGE;
    }

    @Override
    public HandshakeState handle(HandshakeMessage message) throws TlsException {
        EphemeralKey key = ours;
        if (key == null) {
            byte[] encrypted = ClientKeyExchange.readEncryptedPreMasterSecret(message);
            context.transcript().add(message);
            return new AwaitDecryption(this, context, encrypted);
        }
        Secret preMasterSecret =
                context.parameters().suite().keyExchange().isElliptic()
                        ? key.agree(ClientKeyExchange.readPoint(message))
                        : agreeInFiniteField(key, ClientKeyExchange.readPublicValue(message));
        context.transcript().add(message);
        return agreed(preMasterSecret);
    }

    /// Goes on with what both sides know now.
    ///
    /// @param preMasterSecret closed here
    HandshakeState agreed(Secret preMasterSecret) {
        CryptoProvider crypto = context.handshake().crypto();
        CipherSuite suite = context.parameters().suite();
        MasterSecret master =
                context.parameters().client().extendedMasterSecret()
                        ? MasterSecret.extended(
                                crypto, suite, preMasterSecret, context.transcript().hash())
                        : MasterSecret.of(crypto, suite, preMasterSecret, context.randoms());
        Tls12Secrets secrets = Tls12Secrets.of(context, master);
        return certificates == null
                ? ExpectChangeCipherSpec.ofNewSession(context, secrets, null)
                : new ExpectCertificateVerify(context, secrets, certificates);
    }

    /// A value may come without its leading zeros, and the secret is used without its own (RFC 5246, section
    /// 8.1.2). That its length tells something is of use only against a key that is used again (RFC 7457
    /// names the like), which ours is not.
    private static Secret agreeInFiniteField(EphemeralKey key, byte[] publicValue)
            throws TlsException {
        int length = key.share().length;
        if (publicValue.length > length) {
            throw TlsException.misbehaved(PeerMisbehaved.SENT_INVALID_KEY_SHARE);
        }
        byte[] padded = new byte[length];
        System.arraycopy(publicValue, 0, padded, length - publicValue.length, publicValue.length);
        try (Secret full = key.agree(padded)) {
            byte[] bytes = full.bytes();
            int start = 0;
            while (start < bytes.length - 1 && bytes[start] == 0) {
                start++;
            }
            return Secret.owning(Arrays.copyOfRange(bytes, start, bytes.length));
        }
    }
}
