package io.sallyport.tls.handshake.tls12;

import io.sallyport.tls.alert.ClientCertificateRefusal;
import io.sallyport.tls.alert.PeerMisbehaved;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.crypto.KeyTypes;
import io.sallyport.tls.event.HandshakePhase;
import io.sallyport.tls.handshake.AwaitedMessage;
import io.sallyport.tls.handshake.HandshakeState;
import io.sallyport.tls.message.HandshakeMessage;
import io.sallyport.tls.message.Tls12CertificateVerify;
import java.security.InvalidKeyException;
import java.security.PublicKey;
import org.jspecify.annotations.Nullable;

/// The client has shown certificates; it has yet to prove that it has their key (RFC 5246, section 7.4.8).
public final class ExpectCertificateVerify implements AwaitedMessage {
    private final Tls12Context context;
    private final Tls12Secrets secrets;
    private final CheckedCertificates certificates;

    ExpectCertificateVerify(
            Tls12Context context, Tls12Secrets secrets, CheckedCertificates certificates) {
        this.context = context;
        this.secrets = secrets;
        this.certificates = certificates;
    }

    @Override
    public HandshakePhase phase() {
        return HandshakePhase.CERTIFICATE_VERIFY;
    }

    @Override
    public HandshakeType awaitedType() {
        return HandshakeType.CERTIFICATE_VERIFY;
    }

    @Override
    public HandshakeState handle(HandshakeMessage message) throws TlsException {
        Tls12CertificateVerify proof = Tls12CertificateVerify.read(message);
        PublicKey key = certificates.chain().endEntity().getPublicKey();
        try {
            SignatureScheme scheme = requested(proof.scheme(), KeyTypes.of(key));
            boolean right =
                    context.handshake()
                            .crypto()
                            .verify(
                                    scheme,
                                    key,
                                    context.transcript().messages(),
                                    proof.signature());
            if (!right) {
                throw TlsException.misbehaved(PeerMisbehaved.SENT_INCORRECT_CERTIFICATE_VERIFY);
            }
        } catch (InvalidKeyException _) {
            throw new TlsException(
                    new TlsFailure.ClientCertificateRefused(ClientCertificateRefusal.UNSUPPORTED));
        }
        context.transcript().add(message);
        return ExpectChangeCipherSpec.ofNewSession(
                context, secrets, new AuthenticatedClient(certificates));
    }

    @Override
    public void abandon() {
        secrets.close();
    }

    /// The scheme, if it is one of those that were asked for and for such a key. In TLS 1.2 a scheme for
    /// ECDSA names a hash, but no curve (RFC 5246, section 7.4.1.4.1).
    private SignatureScheme requested(int code, KeyType key) throws TlsException {
        SignatureScheme scheme = SignatureScheme.find(code);
        if (scheme == null
                || !context.configuration().policy().signatureSchemes().contains(scheme)
                || !isFor(scheme, key)) {
            throw TlsException.misbehaved(PeerMisbehaved.SENT_UNREQUESTED_SIGNATURE_SCHEME);
        }
        return scheme;
    }

    private static boolean isFor(@Nullable SignatureScheme scheme, KeyType key) {
        return scheme != null
                && (scheme.keyType() == key || isEcdsa(scheme.keyType()) && isEcdsa(key));
    }

    private static boolean isEcdsa(KeyType type) {
        return type == KeyType.EC_P256 || type == KeyType.EC_P384 || type == KeyType.EC_P521;
    }
}
