package io.sallyport.tls.handshake.tls13;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.event.HandshakePhase;
import io.sallyport.tls.handshake.AuthenticatedClient;
import io.sallyport.tls.handshake.AwaitedMessage;
import io.sallyport.tls.handshake.CheckedCertificates;
import io.sallyport.tls.handshake.HandshakeState;
import io.sallyport.tls.keys.ApplicationSecrets;
import io.sallyport.tls.message.CertificateVerify;
import io.sallyport.tls.message.HandshakeMessage;
import java.util.List;

/// The client has shown certificates; it has yet to prove that it has their key (RFC 9846, section 4.5.2).
public final class ExpectClientCertificateVerify implements AwaitedMessage {
    private final Tls13Context context;
    private final ApplicationSecrets application;
    private final CheckedCertificates certificates;
    private final List<SignatureScheme> requested;

    ExpectClientCertificateVerify(
            Tls13Context context,
            ApplicationSecrets application,
            CheckedCertificates certificates,
            List<SignatureScheme> requested) {
        this.context = context;
        this.application = application;
        this.certificates = certificates;
        this.requested = requested;
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
                        ProtocolVersion.TLS_1_3,
                        certificates,
                        CertificateVerify.read(message),
                        CertificateVerify.clientContent(context.transcript().hash()),
                        requested);
        context.transcript().add(message);
        return context.with(client).expectFinishedBeforeTickets(application);
    }

    @Override
    public void abandon() {
        context.secrets().handshake().close();
        application.close();
    }
}
