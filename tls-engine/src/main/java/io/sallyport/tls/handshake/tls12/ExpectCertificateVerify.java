package io.sallyport.tls.handshake.tls12;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.event.HandshakePhase;
import io.sallyport.tls.handshake.AuthenticatedClient;
import io.sallyport.tls.handshake.AwaitedMessage;
import io.sallyport.tls.handshake.CheckedCertificates;
import io.sallyport.tls.handshake.HandshakeState;
import io.sallyport.tls.message.CertificateVerify;
import io.sallyport.tls.message.HandshakeMessage;

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
        AuthenticatedClient client =
                AuthenticatedClient.proved(
                        context.handshake().crypto(),
                        ProtocolVersion.TLS_1_2,
                        certificates,
                        CertificateVerify.read(message),
                        context.transcript().messages(),
                        context.configuration().policy().signatureSchemes());
        context.transcript().add(message);
        return ExpectChangeCipherSpec.ofNewSession(context, secrets, client);
    }

    @Override
    public void abandon() {
        secrets.close();
    }
}
