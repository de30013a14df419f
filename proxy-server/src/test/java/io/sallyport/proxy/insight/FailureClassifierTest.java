package io.sallyport.proxy.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.tls.alert.ClientCertificateRefusal;
import io.sallyport.tls.alert.InvalidMessage;
import io.sallyport.tls.alert.Offers;
import io.sallyport.tls.alert.PeerIncompatible;
import io.sallyport.tls.alert.PeerMisbehaved;
import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.codepoint.AlertDescription;
import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.event.HandshakePhase;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureClassifierTest {
    /// What the data path reports by itself, because the engine cannot see it.
    private static final Set<FailureReason> OUTSIDE =
            EnumSet.of(
                    FailureReason.HANDSHAKE_TIMEOUT,
                    FailureReason.CONNECTION_RESET,
                    FailureReason.NO_DATA,
                    FailureReason.INVALID_PROXY_HEADER,
                    FailureReason.TOO_MANY_HANDSHAKES,
                    FailureReason.RATE_LIMITED,
                    FailureReason.SERVER_STOPPED);

    @Test
    void reachesEveryReasonSoThatNoneIsInTheListForNothing() {
        Set<FailureReason> reached = EnumSet.copyOf(OUTSIDE);
        for (TlsFailure failure : allFailures()) {
            for (HandshakePhase phase : HandshakePhase.values()) {
                reached.add(FailureClassifier.classify(failure, phase));
            }
        }
        assertThat(reached).containsExactlyInAnyOrder(FailureReason.values());
    }

    @Test
    void takesAnInternalFaultDuringTheSignatureForTheKeys() {
        TlsFailure fault = new TlsFailure.Internal(new IllegalStateException("no"));
        assertThat(FailureClassifier.classify(fault, HandshakePhase.SIGNATURE))
                .isEqualTo(FailureReason.PRIVATE_KEY_FAILED);
        assertThat(FailureClassifier.classify(fault, HandshakePhase.NEGOTIATION))
                .isEqualTo(FailureReason.INTERNAL_ERROR);
    }

    @ParameterizedTest
    @CsvSource({
        "42, CLIENT_REJECTED_OUR_CERTIFICATE",
        "46, CLIENT_REJECTED_OUR_CERTIFICATE",
        "48, CLIENT_REJECTED_OUR_CERTIFICATE",
        "40, CLIENT_REFUSED_PARAMETERS",
        "51, CLIENT_COULD_NOT_VERIFY",
        "80, CLIENT_INTERNAL_ERROR",
        "90, CLIENT_CLOSED",
        "0, CLIENT_CLOSED",
        "200, CLIENT_SENT_UNKNOWN_ALERT"
    })
    void readsTheClientsAlerts(int number, FailureReason reason) {
        TlsFailure alert = new TlsFailure.AlertReceived(2, number);
        assertThat(FailureClassifier.classify(alert, HandshakePhase.CLIENT_FINISHED))
                .isEqualTo(reason);
    }

    private static List<TlsFailure> allFailures() {
        List<TlsFailure> all = new ArrayList<>();
        for (InvalidMessage what : InvalidMessage.values()) {
            all.add(new TlsFailure.Malformed(what));
        }
        for (PeerMisbehaved how : PeerMisbehaved.values()) {
            all.add(new TlsFailure.Misbehaved(how));
        }
        for (PeerIncompatible why : PeerIncompatible.values()) {
            all.add(new TlsFailure.Incompatible(why, new Offers("x", List.of(), List.of())));
        }
        for (ClientCertificateRefusal why : ClientCertificateRefusal.values()) {
            all.add(new TlsFailure.ClientCertificateRefused(why, ProtocolVersion.TLS_1_3));
        }
        for (AlertDescription description : AlertDescription.values()) {
            all.add(new TlsFailure.AlertReceived(2, description.code()));
        }
        all.add(new TlsFailure.AlertReceived(2, 255));
        all.add(new TlsFailure.UnexpectedMessage("a", "b"));
        all.add(new TlsFailure.BadRecordMac());
        all.add(new TlsFailure.Internal(new IllegalStateException()));
        return all;
    }
}
