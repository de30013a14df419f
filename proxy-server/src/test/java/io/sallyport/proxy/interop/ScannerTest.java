package io.sallyport.proxy.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.policy.TlsPolicies;
import io.sallyport.tls.policy.TlsPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Scanners find no fault with either of the policies that speak TLS 1.2.
class ScannerTest {
    private static final String SERVER_NAME = "scanned.interop.test";
    private static final List<TlsPolicy> POLICIES =
            List.of(TlsPolicies.MOZILLA_INTERMEDIATE_6_0, TlsPolicies.COMPATIBLE_2026_11);

    /// What testssl.sh calls its checks for weaknesses that have a name.
    private static final Set<String> WEAKNESSES =
            Set.of(
                    "heartbleed",
                    "CCS",
                    "ticketbleed",
                    "ROBOT",
                    "secure_renego",
                    "secure_client_renego",
                    "CRIME_TLS",
                    "BREACH",
                    "POODLE_SSL",
                    "fallback_SCSV",
                    "SWEET32",
                    "FREAK",
                    "DROWN",
                    "LOGJAM",
                    "BEAST",
                    "LUCKY13",
                    "RC4");

    @TempDir private static Path folder;

    private static TestPki pki;
    private static QuestionBackend backend;
    private static ProxyGate gate;
    private static final Map<String, String> PAGE = new LinkedHashMap<>();

    @BeforeAll
    static void start() throws IOException {
        pki = TestPki.create(folder);
        backend = new QuestionBackend();
        gate = ProxyGate.open(configuration());
    }

    @AfterAll
    static void stop() throws IOException {
        gate.close();
        backend.close();
        ReportPage.write(
                "3-scanners",
                "## Scanners\n\nEach scans a listener under the policy, with an ECDSA and an RSA"
                        + " certificate.\n\n"
                        + String.join("", PAGE.values()));
    }

    @Test
    void testsslFindsNoWeaknessAndNothingUnexplained() throws Exception {
        Testssl.absence().ifPresent(why -> Peers.skipOrFail("testssl.sh", why));
        Map<TlsPolicy, Future<List<Finding>>> scans = new LinkedHashMap<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (TlsPolicy policy : POLICIES) {
                scans.put(policy, executor.submit(() -> scan(policy)));
            }
        }
        for (TlsPolicy policy : POLICIES) {
            List<Finding> findings = scans.get(policy).get();
            PAGE.put("testssl " + policy.name(), report(policy, findings));
            assertNoWeakness(findings);
            assertThat(Rating.of(findings).grade()).isEqualTo("A");
            assertThat(findings)
                    .filteredOn(Finding::isWarning)
                    .as("unexplained under %s", policy.name())
                    .allMatch(finding -> explanation(finding, policy).isPresent());
        }
    }

    @Test
    void sslscanFindsNoWeakness() throws IOException {
        Sslscan.absence().ifPresent(why -> Peers.skipOrFail("sslscan", why));
        for (TlsPolicy policy : POLICIES) {
            Sslscan scan = Sslscan.of(gate.address(listener(policy)), SERVER_NAME);
            PAGE.put("sslscan " + policy.name(), report(policy, scan));
            // see the class for why TLS 1.2 is not among them
            assertThat(scan.versions()).containsExactly("tls 1.3");
            assertThat(scan.suites())
                    .containsExactlyInAnyOrderElementsOf(
                            CipherSuite.of(ProtocolVersion.TLS_1_3).stream()
                                    .map(CipherSuite::label)
                                    .toList());
            assertThat(scan.elements("heartbleed"))
                    .isNotEmpty()
                    .allMatch(each -> each.contains("vulnerable=\"0\""));
            assertThat(scan.elements("compression"))
                    .allMatch(each -> each.contains("supported=\"0\""));
        }
    }

    private static List<Finding> scan(TlsPolicy policy) throws IOException {
        return Testssl.scan(
                gate.address(listener(policy)),
                SERVER_NAME,
                pki.rootFile(),
                folder.resolve(policy.name() + ".csv"));
    }

    private static void assertNoWeakness(List<Finding> findings) {
        Set<String> sound =
                findings.stream()
                        .filter(finding -> finding.severity().equals("OK"))
                        .map(Finding::id)
                        .filter(WEAKNESSES::contains)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(sound).containsExactlyInAnyOrderElementsOf(WEAKNESSES);
        assertThat(findings).contains(new Finding("TLS1_2", "OK", "offered"));
        assertThat(findings)
                .filteredOn(finding -> finding.id().startsWith("sessionresumption_"))
                .extracting(Finding::text)
                .containsOnly("supported");
    }

    private static Optional<ExplainedFinding> explanation(Finding finding, TlsPolicy policy) {
        return Arrays.stream(ExplainedFinding.values())
                .filter(each -> each.explains(finding, policy.name()))
                .findFirst();
    }

    private static String report(TlsPolicy policy, List<Finding> findings) throws IOException {
        List<List<String>> warnings =
                findings.stream()
                        .filter(Finding::isWarning)
                        .map(finding ->
                                List.of(
                                        finding.id(),
                                        finding.severity(),
                                        finding.text().replace("|", " "),
                                        explanation(finding, policy)
                                                .map(ExplainedFinding::why)
                                                .orElse("**not explained**")))
                        .toList();
        List<List<String>> weaknesses =
                findings.stream()
                        .filter(finding -> WEAKNESSES.contains(finding.id()))
                        .map(finding -> List.of(finding.id(), finding.severity(), finding.text()))
                        .toList();
        Rating rating = Rating.of(findings);
        return "### "
                + Testssl.version()
                + ", "
                + policy.name()
                + "\n\n"
                + String.format(
                        Locale.ROOT,
                        """
                        Grade %s: %d of 100 (versions %d, key exchange %d, ciphers %d), by SSL Labs' guide \
                        2009q, from these findings; for a plus, the application has to send \
                        Strict-Transport-Security. %d findings, of which %d are warnings.

                        """,
                        rating.grade(),
                        rating.total(),
                        rating.protocols(),
                        rating.keyExchange(),
                        rating.ciphers(),
                        findings.size(),
                        warnings.size())
                + InteropReport.table(List.of("check", "severity", "finding"), weaknesses)
                + InteropReport.table(
                        List.of("warning", "severity", "finding", "why it is so"), warnings);
    }

    private static String report(TlsPolicy policy, Sslscan scan) throws IOException {
        return "### sslscan "
                + Sslscan.version()
                + ", "
                + policy.name()
                + "\n\n"
                + "Versions: "
                + String.join(", ", scan.versions())
                + ". Suites: "
                + String.join(", ", scan.suites())
                + ". Heartbleed: not vulnerable. It does not see TLS 1.2, because its own probe for that has"
                + " neither `renegotiation_info` nor the cipher suite value in its place, and is refused with"
                + " `insecure_renegotiation`; what it asks by way of OpenSSL has one.\n\n";
    }

    private static String listener(TlsPolicy policy) {
        return policy.name().replace('.', '-');
    }

    private static String configuration() throws IOException {
        String certificates =
                pki.sites(SERVER_NAME, KeyType.EC_P256, KeyType.RSA).stream()
                        .map(site -> "{chain: " + site.chain() + ", key: " + site.key() + "}")
                        .collect(Collectors.joining(", "));
        String listeners =
                POLICIES.stream()
                        .map(policy ->
                                String.format(
                                        Locale.ROOT,
                                        """
                                          %s:
                                            bind: 127.0.0.1:0
                                            mode: tcp
                                            backend: questions
                                            tls: {policy: %s, certificates: [%s]}
                                        """,
                                        listener(policy),
                                        policy.name(),
                                        certificates))
                        .collect(Collectors.joining());
        return "listeners:\n"
                + listeners
                + "backends:\n  questions:\n    servers: [127.0.0.1:"
                + backend.address().getPort()
                + "]\n";
    }
}
