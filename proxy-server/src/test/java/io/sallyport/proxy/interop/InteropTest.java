package io.sallyport.proxy.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sallyport.proxy.insight.FailureReason;
import io.sallyport.proxy.insight.HandshakeReport;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.event.HandshakeKind;
import io.sallyport.tls.event.NegotiatedSession;
import io.sallyport.tls.event.ResumptionMeans;
import io.sallyport.tls.event.TlsEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Clients of others complete handshakes with the running proxy for every suite, group and kind of
/// certificate that they support; each asks the backend a question and gets its answer.
class InteropTest {
    private static final int SMALL_RECORD = 512;

    @TempDir private static Path folder;

    private static TestPki pki;
    private static QuestionBackend backend;
    private static ProxyGate gate;
    private static List<Peer> peers;
    private static InteropReport report;

    @BeforeAll
    static void start() throws IOException {
        pki = TestPki.create(folder);
        backend = new QuestionBackend();
        peers = Peers.all(pki, folder);
        gate =
                ProxyGate.open(
                        pki,
                        backend.address(),
                        peers.stream().flatMap(InteropTest::terms).distinct().toList());
        report = new InteropReport();
    }

    @AfterAll
    static void stop() throws IOException {
        report.write();
        gate.close();
        backend.close();
    }

    @TestFactory
    Stream<DynamicNode> everyClient() {
        return peers.stream().map(InteropTest::handshakesOf);
    }

    private static Stream<Terms> terms(Peer peer) {
        return Scenario.of(peer).stream().map(Scenario::terms);
    }

    private static DynamicNode handshakesOf(Peer peer) {
        Stream<DynamicNode> tests =
                peer.absence()
                        .map(why -> Stream.<DynamicNode>of(absent(peer, why)))
                        .orElseGet(() -> Scenario.of(peer).stream().map(InteropTest::testOf));
        return dynamicContainer(peer.name(), tests);
    }

    private static DynamicNode absent(Peer peer, String why) {
        return dynamicTest(
                peer.name() + " is here",
                () -> {
                    report.absent(peer, why);
                    Peers.skipOrFail(
                            peer.name() + ": " + Scenario.of(peer).size() + " handshakes", why);
                });
    }

    private static DynamicNode testOf(Scenario scenario) {
        return dynamicTest(
                scenario.sentence(),
                () -> {
                    report.started(scenario);
                    if (scenario.feature() == Feature.REFUSES_UNKNOWN_ISSUER) {
                        refuses(scenario);
                    } else {
                        completes(scenario);
                    }
                    report.passed(scenario);
                });
    }

    private static void completes(Scenario scenario) throws IOException {
        Offer offer = offer(scenario);
        gate.forget();
        scenario.peer().exchange(offer);
        HandshakeReport seen = gate.handshake(offer.serverName());
        NegotiatedSession session = seen.session();
        assertThat(session).as("%s", seen).isNotNull();
        assertThat(session.version()).isEqualTo(offer.version());
        assertThat(session.cipherSuite()).isEqualTo(scenario.cipherSuite());
        assertThat(session.group()).isEqualTo(scenario.group());
        assertThat(session.credential())
                .endsWith(TestPki.serverName(scenario.certificate()) + ".pem");
        if (scenario.group() != null) {
            assertThat(session.signatureScheme().keyType()).isEqualTo(scenario.certificate());
        }
        if (offer.resumes()) {
            resumes(scenario, offer);
        }
        if (scenario.feature() == Feature.ALPN) {
            assertThat(session.applicationProtocol()).isEqualTo("http/1.1");
        }
        if (scenario.feature() == Feature.HELLO_RETRY) {
            assertThat(seen.kind()).isEqualTo(HandshakeKind.HELLO_RETRY);
        }
    }

    private static void resumes(Scenario scenario, Offer offer) {
        HandshakeReport seen = gate.handshake(offer.serverName());
        while (seen.resumption() == null) {
            // a browser makes connections ahead of time
            seen = gate.handshake(offer.serverName());
        }
        assertThat(seen.kind()).as("%s", seen).isEqualTo(HandshakeKind.RESUMED);
        assertThat(seen.session().version()).isEqualTo(offer.version());
        assertThat(seen.session().cipherSuite()).isEqualTo(scenario.cipherSuite());
        assertThat(seen.resumption())
                .isEqualTo(
                        new TlsEvent.ResumptionOffered(
                                scenario.feature() == Feature.SESSION_ID
                                        ? ResumptionMeans.SESSION_ID
                                        : ResumptionMeans.TICKET,
                                null));
    }

    private static void refuses(Scenario scenario) {
        Offer offer = offer(scenario);
        gate.forget();
        var refusal =
                assertThatThrownBy(() -> scenario.peer().exchange(offer))
                        .isInstanceOf(IOException.class);
        if (scenario.peer().verifiesDuringHandshake()) {
            assertThat(gate.handshake(offer.serverName()).reason())
                    .isEqualTo(FailureReason.CLIENT_REJECTED_OUR_CERTIFICATE);
        } else {
            refusal.hasMessageContaining("certificate");
        }
    }

    private static Offer offer(Scenario scenario) {
        return new Offer(
                gate.address(scenario.terms()),
                serverName(scenario.feature(), scenario.certificate()),
                List.of(scenario.cipherSuite()),
                scenario.offeredGroups(),
                scenario.feature() == Feature.ALPN ? List.of("http/1.1") : List.of(),
                scenario.feature() == Feature.KEY_UPDATE,
                scenario.feature() == Feature.SMALL_RECORDS ? SMALL_RECORD : 0,
                scenario.feature() != null && scenario.feature().resumes()
                        ? scenario.feature()
                        : null,
                UUID.randomUUID().toString());
    }

    private static String serverName(Feature feature, KeyType certificate) {
        return switch (feature) {
            case WILDCARD -> "any." + TestPki.serverName(certificate);
            case REFUSES_UNKNOWN_ISSUER -> TestPki.UNTRUSTED_NAME;
            case null, default -> TestPki.serverName(certificate);
        };
    }
}
