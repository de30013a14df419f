package io.sallyport.proxy.interop;

import static de.rub.nds.modifiablevariable.util.Modifiable.explicit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import de.rub.nds.tlsattacker.core.protocol.message.ApplicationMessage;
import de.rub.nds.tlsattacker.core.workflow.action.SendAction;
import io.sallyport.proxy.insight.HandshakeOutcome;
import io.sallyport.proxy.insight.HandshakeReport;
import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.ProtocolVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Clients that break the protocol, played by TLS-Attacker, get the alert that the RFC wants; the proxy
/// tells the reason; and the next client is served. Those that are only odd are served themselves.
class AttackerTest {
    private static final Terms TERMS =
            Terms.of(CipherSuite.of(ProtocolVersion.TLS_1_3), List.of(NamedGroup.values()));
    private static final Terms TLS_1_2_TERMS =
            Terms.of(List.of(CipherSuite.values()), List.of(NamedGroup.values()));
    private static final String SERVER_NAME = TestPki.serverName(KeyType.EC_P256);
    private static final int CLOSE_NOTIFY = 0;
    private static final List<List<String>> REFUSED = new ArrayList<>();
    private static final List<List<String>> REFUSED_IN_TLS_1_2 = new ArrayList<>();
    private static final List<List<String>> SERVED = new ArrayList<>();

    @TempDir private static Path folder;

    private static QuestionBackend backend;
    private static ProxyGate gate;
    private static Peer honestClient;

    @BeforeAll
    static void start() throws IOException {
        TestPki pki = TestPki.create(folder);
        honestClient = JssePeers.jdk(pki.rootCertificate());
        backend = new QuestionBackend();
        gate = ProxyGate.open(pki, backend.address(), List.of(TERMS, TLS_1_2_TERMS));
    }

    @AfterAll
    static void stop() throws IOException {
        gate.close();
        backend.close();
        ReportPage.write(
                "2-broken-clients",
                "## Clients that break the protocol\n\n"
                        + "Played by TLS-Attacker. After each of them an honest client was served.\n\n"
                        + InteropReport.table(List.of("A client that", "gets", "reason"), REFUSED)
                        + "The same in TLS 1.2:\n\n"
                        + InteropReport.table(
                                List.of("A client that", "gets", "reason"), REFUSED_IN_TLS_1_2)
                        + "## Clients that are only odd\n\n"
                        + "Played by TLS-Attacker, too, and served.\n\n"
                        + InteropReport.table(List.of("A client that", ""), SERVED));
    }

    @TestFactory
    Stream<DynamicTest> clientsThatBreakTheProtocolAreRefused() {
        return Stream.of(HelloFlows.all(), HandshakeFlows.all(), RecordFlows.all())
                .flatMap(List::stream)
                .map(flow ->
                        dynamicTest(
                                "a client that " + flow.sentence() + " is refused",
                                () -> refuses(flow, TERMS, REFUSED)));
    }

    @TestFactory
    Stream<DynamicTest> clientsThatBreakTls12AreRefused() {
        return Tls12Flows.all().stream()
                .map(flow ->
                        dynamicTest(
                                "a client of TLS 1.2 that " + flow.sentence() + " is refused",
                                () -> refuses(flow, TLS_1_2_TERMS, REFUSED_IN_TLS_1_2)));
    }

    @TestFactory
    Stream<DynamicTest> clientsThatAreOnlyOddAreServed() {
        return OddFlows.all().stream()
                .map(flow ->
                        dynamicTest(
                                "a client that " + flow.sentence() + " is served",
                                () -> serves(flow)));
    }

    private static void refuses(AttackerFlow flow, Terms terms, List<List<String>> table)
            throws IOException {
        gate.forget();
        Attacker.Received received =
                Attacker.converse(gate.address(terms), SERVER_NAME, flow.script());
        HandshakeReport report = gate.next();
        assertThat(received.alerts()).as("%s", report).containsExactly(flow.alert().code());
        assertThat(report.reason()).as("%s", report).isEqualTo(flow.reason());
        assertThat(report.outcome())
                .isEqualTo(
                        flow.reason() == null
                                ? HandshakeOutcome.SUCCESS
                                : HandshakeOutcome.FAILURE);
        servesAnHonestClient();
        table.add(
                List.of(
                        flow.sentence(),
                        flow.alert().label(),
                        flow.reason() == null ? "(established)" : flow.reason().id()));
    }

    private static void servesAnHonestClient() throws IOException {
        gate.forget();
        honestClient.exchange(offer());
        assertThat(gate.next().outcome()).isEqualTo(HandshakeOutcome.SUCCESS);
    }

    private static void serves(OddFlows.OddFlow flow) {
        Offer offer = offer();
        gate.forget();
        Attacker.Received received =
                Attacker.converse(
                        gate.address(TERMS),
                        SERVER_NAME,
                        (config, trace) -> {
                            flow.script().write(config, trace);
                            trace.addTlsAction(new SendAction(request(offer)));
                        });
        HandshakeReport report = gate.next();
        assertThat(report.outcome()).as("%s", report).isEqualTo(HandshakeOutcome.SUCCESS);
        assertThat(received.data()).contains(offer.answer());
        assertThat(received.alerts()).containsExactly(CLOSE_NOTIFY);
        SERVED.add(List.of(flow.sentence(), "served"));
    }

    private static ApplicationMessage request(Offer offer) {
        ApplicationMessage message = new ApplicationMessage();
        message.setData(explicit(offer.request().getBytes(StandardCharsets.ISO_8859_1)));
        return message;
    }

    private static Offer offer() {
        return new Offer(
                gate.address(TERMS),
                SERVER_NAME,
                List.of(CipherSuite.TLS_AES_128_GCM_SHA256),
                List.of(NamedGroup.SECP256R1),
                List.of(),
                false,
                0,
                null,
                UUID.randomUUID().toString());
    }
}
