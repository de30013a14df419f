package io.sallyport.proxy.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.tls.alert.InvalidMessage;
import io.sallyport.tls.alert.Offers;
import io.sallyport.tls.alert.PeerIncompatible;
import io.sallyport.tls.alert.PeerMisbehaved;
import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.codepoint.AlertDescription;
import io.sallyport.tls.event.ClientHelloInfo;
import io.sallyport.tls.event.HandshakePhase;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailureExplanationTest {

    @Test
    void namesTheHighestVersionOfTheClientAndWhatIsAccepted() {
        assertThat(
                        explain(
                                PeerIncompatible.NO_SHARED_VERSION,
                                List.of("TLSv1.1", "TLSv1"),
                                List.of("TLSv1.3"),
                                Reports.OLD))
                .isEqualTo("the client offers TLSv1.1 at most; this listener accepts TLSv1.3");
    }

    @Test
    void namesBothSidesOffers() {
        assertThat(
                        explain(
                                PeerIncompatible.NO_SHARED_GROUP,
                                List.of("ffdhe2048", "secp521r1"),
                                List.of("X25519MLKEM768", "x25519"),
                                Reports.CHROME))
                .isEqualTo(
                        "the client offers the groups ffdhe2048, secp521r1;"
                                + " this listener accepts X25519MLKEM768, x25519");
        assertThat(
                        explain(
                                PeerIncompatible.CERTIFICATE_TYPE_NOT_SUPPORTED,
                                List.of("TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"),
                                List.of("ECDSA P-256"),
                                Reports.CHROME))
                .isEqualTo(
                        "the client takes TLS_DHE_RSA_WITH_AES_128_GCM_SHA256; that fits none of the"
                                + " certificates for www.example.com, which are ECDSA P-256");
        assertThat(
                        explain(
                                PeerIncompatible.UNKNOWN_SERVER_NAME,
                                List.of("www.example.com"),
                                List.of("a.example", "*.b.example"),
                                Reports.CHROME))
                .isEqualTo(
                        "the client asks for www.example.com; the certificates of this listener"
                                + " serve a.example, *.b.example");
    }

    @Test
    void cutsLongListsAndEscapesWhatTheClientSent() {
        List<String> many = List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
        assertThat(
                        explain(
                                PeerIncompatible.NO_SHARED_CIPHER_SUITE,
                                many,
                                List.of("A"),
                                Reports.CHROME))
                .startsWith(
                        "the client offers the cipher suites 1, 2, 3, 4, 5, 6, 7, 8 and 2 more;");
        assertThat(
                        explain(
                                PeerIncompatible.NO_SHARED_APPLICATION_PROTOCOL,
                                List.of("h2\n2026-11-23 ready"),
                                List.of("http/1.1"),
                                Reports.CHROME))
                .isEqualTo(
                        "the client offers the application protocols h2\\x0a2026-11-23 ready;"
                                + " this listener accepts http/1.1");
    }

    @Test
    void saysWhichRuleWasBrokenAndWhere() {
        assertThat(
                        explain(
                                new TlsFailure.Misbehaved(PeerMisbehaved.SENT_DUPLICATE_KEY_SHARES),
                                HandshakePhase.NEGOTIATION))
                .isEqualTo(
                        "a key share of the client is illegal (sent duplicate key shares), while the"
                                + " proxy matched both sides' offers");
        assertThat(
                        explain(
                                new TlsFailure.Malformed(InvalidMessage.TRAILING_BYTES),
                                HandshakePhase.CLIENT_HELLO))
                .isEqualTo("a message of the client cannot be read (trailing bytes)");
        assertThat(
                        explain(
                                new TlsFailure.Malformed(InvalidMessage.PLAIN_HTTP),
                                HandshakePhase.CLIENT_HELLO))
                .isEqualTo("the client speaks plain HTTP on a TLS port");
        assertThat(
                        explain(
                                new TlsFailure.UnexpectedMessage("application_data", "ClientHello"),
                                HandshakePhase.CLIENT_HELLO))
                .isEqualTo("the client sent application_data where ClientHello was due");
    }

    @Test
    void saysWhatTheClientsAlertMeans() {
        assertThat(alert(AlertDescription.UNKNOWN_CA.code()))
                .isEqualTo(
                        "the client does not accept our certificate: it sent unknown_ca"
                                + " (it does not know the CA, or the chain is incomplete)");
        assertThat(alert(77))
                .isEqualTo(
                        "the client ended the handshake by an alert that is not registered:"
                                + " it sent alert 77");
    }

    @Test
    void saysHowFarAClientCameThatWentAwayOrWasTooSlow() {
        assertThat(outside(FailureReason.HANDSHAKE_TIMEOUT, HandshakePhase.CLIENT_HELLO, 0))
                .isEqualTo("the client sent nothing until the handshake's time was over");
        assertThat(outside(FailureReason.HANDSHAKE_TIMEOUT, HandshakePhase.CLIENT_FINISHED, 500))
                .isEqualTo("the handshake's time was over while the proxy waited for its Finished");
        assertThat(outside(FailureReason.CLIENT_CLOSED, HandshakePhase.CLIENT_FINISHED, 500))
                .isEqualTo(
                        "the client closed the connection after it had our certificate;"
                                + " it may not trust that");
        assertThat(outside(FailureReason.CONNECTION_RESET, HandshakePhase.CLIENT_HELLO, 5))
                .isEqualTo(
                        "the connection was reset while the proxy waited for the rest of its"
                                + " ClientHello");
        assertThat(outside(FailureReason.NO_DATA, HandshakePhase.CLIENT_HELLO, 0))
                .isEqualTo("the client connected and left without sending a byte");
    }

    @Test
    void namesTheFaultOfOurs() {
        assertThat(
                        explain(
                                new TlsFailure.Internal(
                                        new java.security.SignatureException("token\ngone")),
                                HandshakePhase.SIGNATURE))
                .isEqualTo("our private key could not sign (SignatureException: token\\x0agone)");
    }

    @Test
    void hasAWordForSuccess() {
        assertThat(FailureExplanation.of(Reports.success())).isEqualTo("the handshake succeeded");
    }

    private static String explain(
            PeerIncompatible why, List<String> client, List<String> server, ClientHelloInfo hello) {
        TlsFailure failure = new TlsFailure.Incompatible(why, new Offers("x", client, server));
        return FailureExplanation.of(Reports.failed(failure, HandshakePhase.NEGOTIATION, hello));
    }

    private static String explain(TlsFailure failure, HandshakePhase phase) {
        return FailureExplanation.of(Reports.failed(failure, phase, Reports.CHROME));
    }

    private static String alert(int number) {
        return explain(new TlsFailure.AlertReceived(2, number), HandshakePhase.CLIENT_FINISHED);
    }

    private static String outside(FailureReason reason, HandshakePhase phase, long received) {
        return FailureExplanation.of(Reports.outside(reason, phase, received));
    }
}
