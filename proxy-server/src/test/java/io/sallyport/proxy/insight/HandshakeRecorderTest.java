package io.sallyport.proxy.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.tls.alert.PeerMisbehaved;
import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.codepoint.AlertDescription;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.event.HandshakeKind;
import io.sallyport.tls.event.HandshakePhase;
import io.sallyport.tls.event.RetryCause;
import io.sallyport.tls.event.TlsEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandshakeRecorderTest {
    private final List<String> alerts = new ArrayList<>();
    private long now = 5_000;
    private final HandshakeRecorder recorder =
            new HandshakeRecorder(
                    Reports.CONNECTION,
                    new TrafficObserver() {
                        @Override
                        public void alertSent(ConnectionInfo connection, AlertDescription alert) {
                            alerts.add("sent " + alert.label());
                        }

                        @Override
                        public void alertReceived(ConnectionInfo connection, int description) {
                            alerts.add("received " + description);
                        }
                    },
                    () -> now);

    @Test
    void sumsASuccessUpWithItsTimes() {
        recorder.received(517);
        now += 100;
        recorder.computeStarted();
        recorder.on(new TlsEvent.ClientHelloReceived(Reports.CHROME, false));
        enter(HandshakePhase.CONFIGURATION);
        now += 10;
        enter(HandshakePhase.SIGNATURE);
        recorder.computeEnded();
        now += 30;
        recorder.addCompute(25);
        enter(HandshakePhase.CLIENT_FINISHED);
        now += 1000;
        recorder.on(new TlsEvent.HandshakeCompleted(Reports.SESSION));
        enter(HandshakePhase.ESTABLISHED);

        HandshakeReport report = recorder.finish();

        assertThat(report.outcome()).isEqualTo(HandshakeOutcome.SUCCESS);
        assertThat(report.reason()).isNull();
        assertThat(report.session()).isEqualTo(Reports.SESSION);
        assertThat(report.phase()).isEqualTo(HandshakePhase.ESTABLISHED);
        assertThat(report.clientHello()).isEqualTo(Reports.CHROME);
        assertThat(report.bytesReceived()).isEqualTo(517);
        assertThat(report.totalNanos()).isEqualTo(1140);
        assertThat(report.computeNanos()).isEqualTo(35);
        assertThat(report.phaseTimes().nanos(HandshakePhase.CLIENT_HELLO)).isEqualTo(100);
        assertThat(report.phaseTimes().nanos(HandshakePhase.CONFIGURATION)).isEqualTo(10);
        assertThat(report.phaseTimes().nanos(HandshakePhase.SIGNATURE)).isEqualTo(30);
        assertThat(report.phaseTimes().nanos(HandshakePhase.CLIENT_FINISHED)).isEqualTo(1000);
        assertThat(report.phaseTimes().nanos(HandshakePhase.NEGOTIATION)).isZero();
    }

    @Test
    void addsUpTheTimesOfAPhaseThatWasEnteredTwiceAndKeepsTheFirstClientHello() {
        recorder.received(1);
        recorder.on(new TlsEvent.ClientHelloReceived(Reports.CHROME, false));
        enter(HandshakePhase.NEGOTIATION);
        now += 5;
        recorder.on(
                new TlsEvent.HelloRetryRequested(
                        RetryCause.NO_ACCEPTABLE_SHARE, NamedGroup.SECP256R1));
        enter(HandshakePhase.SECOND_CLIENT_HELLO);
        recorder.on(new TlsEvent.ClientHelloReceived(Reports.OLD, true));
        enter(HandshakePhase.NEGOTIATION);
        now += 6;

        HandshakeReport report = recorder.finish();

        assertThat(report.phaseTimes().nanos(HandshakePhase.NEGOTIATION)).isEqualTo(11);
        assertThat(report.clientHello()).isEqualTo(Reports.CHROME);
        assertThat(report.retryCause()).isEqualTo(RetryCause.NO_ACCEPTABLE_SHARE);
        assertThat(report.kind()).isEqualTo(HandshakeKind.HELLO_RETRY);
    }

    @Test
    void prefersTheEnginesAccountOfAFailure() {
        recorder.received(1);
        TlsFailure failure = new TlsFailure.Misbehaved(PeerMisbehaved.SENT_INCORRECT_FINISHED);
        recorder.on(new TlsEvent.AlertSent(AlertDescription.DECRYPT_ERROR));
        recorder.on(new TlsEvent.ConnectionFailed(HandshakePhase.CLIENT_FINISHED, failure));
        recorder.failedOutside(FailureReason.CLIENT_CLOSED);

        HandshakeReport report = recorder.finish();

        assertThat(report.outcome()).isEqualTo(HandshakeOutcome.FAILURE);
        assertThat(report.reason()).isEqualTo(FailureReason.FINISHED_MISMATCH);
        assertThat(report.failure()).isEqualTo(failure);
        assertThat(report.phase()).isEqualTo(HandshakePhase.CLIENT_FINISHED);
        assertThat(report.alertSent()).isEqualTo(AlertDescription.DECRYPT_ERROR);
    }

    @Test
    void keepsTheFirstReasonFromOutside() {
        recorder.received(1);
        recorder.failedOutside(FailureReason.HANDSHAKE_TIMEOUT);
        recorder.failedOutside(FailureReason.CONNECTION_RESET);

        HandshakeReport report = recorder.finish();

        assertThat(report.reason()).isEqualTo(FailureReason.HANDSHAKE_TIMEOUT);
        assertThat(report.outcome()).isEqualTo(HandshakeOutcome.FAILURE);
    }

    @Test
    void tellsAClientThatLeftFromOneThatNeverSpoke() {
        recorder.failedOutside(FailureReason.CONNECTION_RESET);

        HandshakeReport report = recorder.finish();

        assertThat(report.reason()).isEqualTo(FailureReason.NO_DATA);
        assertThat(report.outcome()).isEqualTo(HandshakeOutcome.ABANDONED);
    }

    @Test
    void takesAHandshakeWithoutAnyOutcomeForAbandoned() {
        recorder.received(3);

        HandshakeReport report = recorder.finish();

        assertThat(report.reason()).isEqualTo(FailureReason.CLIENT_CLOSED);
        assertThat(report.outcome()).isEqualTo(HandshakeOutcome.ABANDONED);
    }

    @Test
    void passesAlertsOnEvenAfterTheHandshake() {
        recorder.on(new TlsEvent.AlertReceived(1, 0));
        recorder.finish();
        recorder.on(new TlsEvent.AlertSent(AlertDescription.CLOSE_NOTIFY));

        assertThat(alerts).containsExactly("received 0", "sent close_notify");
    }

    @Test
    void finishesOnlyOnce() {
        recorder.finish();

        assertThat(recorder.isFinished()).isTrue();
        assertThatThrownBy(recorder::finish)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("connection 7: finished twice");
    }

    private void enter(HandshakePhase phase) {
        recorder.on(new TlsEvent.PhaseEntered(phase));
    }
}
