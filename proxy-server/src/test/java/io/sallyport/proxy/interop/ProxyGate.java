package io.sallyport.proxy.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.config.ConfigLoader;
import io.sallyport.config.LoadOutcome;
import io.sallyport.config.model.ListenerTls;
import io.sallyport.proxy.assembly.Proxy;
import io.sallyport.proxy.assembly.ProxyAssembly;
import io.sallyport.proxy.credential.CredentialLoader;
import io.sallyport.proxy.credential.CredentialOutcome;
import io.sallyport.proxy.insight.HandshakeReport;
import io.sallyport.proxy.insight.RequestReport;
import io.sallyport.proxy.insight.TrafficObserver;
import io.sallyport.proxy.listener.BindException;
import io.sallyport.tls.codepoint.CodePoint;
import io.sallyport.tls.credential.Credentials;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.choice.SelectedCryptoProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// The proxy in front of a backend, as a configuration file would have it: a listener for each set of
/// terms, with all certificates of the test. Keeps what the proxy tells of its handshakes.
final class ProxyGate implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 10;

    private final List<Terms> terms;
    private final BlockingQueue<HandshakeReport> reports = new LinkedBlockingQueue<>();
    private final BlockingQueue<RequestReport> requests = new LinkedBlockingQueue<>();
    private final Proxy proxy;

    private ProxyGate(List<Terms> terms, String text) throws BindException {
        this.terms = terms;
        CryptoProvider crypto = SelectedCryptoProvider.fastest();
        LoadOutcome.Loaded loaded = load(text);
        this.proxy =
                new ProxyAssembly(crypto, observer())
                        .start(loaded.configuration(), credentials(loaded, crypto));
    }

    /// @param terms each served at an address of its own
    static ProxyGate open(TestPki pki, InetSocketAddress backend, List<Terms> terms)
            throws IOException {
        return open(terms, configuration(pki, backend, terms));
    }

    /// A proxy with any configuration.
    static ProxyGate open(String configuration) throws IOException {
        return open(List.of(), configuration);
    }

    private static ProxyGate open(List<Terms> terms, String configuration) throws IOException {
        try {
            return new ProxyGate(terms, configuration);
        } catch (BindException e) {
            throw new IOException(e);
        }
    }

    /// Where clients are served on these terms.
    InetSocketAddress address(Terms wanted) {
        return address(listener(terms.indexOf(wanted)));
    }

    /// Where a listener of that name serves.
    InetSocketAddress address(String listener) {
        return (InetSocketAddress) proxy.addresses().get(listener);
    }

    /// Forgets the handshakes until now.
    void forget() {
        reports.clear();
    }

    /// What the proxy has to say of the next handshake that asked for a name. Waits for it.
    ///
    /// @throws AssertionError if there is none in time
    HandshakeReport handshake(String serverName) {
        HandshakeReport report = next();
        while (report.clientHello() == null
                || !serverName.equals(report.clientHello().serverName())) {
            report = next();
        }
        return report;
    }

    /// What the proxy has to say of the next handshake, whoever tried it. Waits for it.
    ///
    /// @throws AssertionError if there is none in time
    HandshakeReport next() {
        try {
            HandshakeReport report = reports.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(report).as("a handshake within %d s", PATIENCE_SECONDS).isNotNull();
            return report;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /// What the proxy has to say of the next request for a target. Waits for it.
    ///
    /// @throws AssertionError if there is none in time
    RequestReport request(String target) {
        try {
            RequestReport report = requests.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            while (report != null && !report.target().equals(target)) {
                report = requests.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
            assertThat(report).as("a request within %d s", PATIENCE_SECONDS).isNotNull();
            return report;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        proxy.close();
    }

    private TrafficObserver observer() {
        return new TrafficObserver() {
            @Override
            public void handshakeFinished(HandshakeReport report) {
                reports.add(report);
            }

            @Override
            public void requestFinished(RequestReport report) {
                requests.add(report);
            }
        };
    }

    private static LoadOutcome.Loaded load(String text) {
        LoadOutcome outcome = ConfigLoader.parse(text, "interop.yaml", Path.of("/"), Map.of());
        assertThat(outcome).as(text).isInstanceOf(LoadOutcome.Loaded.class);
        return (LoadOutcome.Loaded) outcome;
    }

    private static Map<String, Credentials> credentials(
            LoadOutcome.Loaded loaded, CryptoProvider crypto) {
        CredentialLoader loader = new CredentialLoader(crypto, Map.of(), InstantSource.system());
        Map<String, Credentials> credentials = new HashMap<>();
        loaded.configuration()
                .live()
                .listeners()
                .forEach((name, listener) -> {
                    ListenerTls tls = listener.tls().orElseThrow();
                    CredentialOutcome outcome =
                            loader.load(name, tls.certificates(), loaded.positions());
                    assertThat(outcome).isInstanceOf(CredentialOutcome.Loaded.class);
                    credentials.put(name, ((CredentialOutcome.Loaded) outcome).credentials());
                });
        return credentials;
    }

    private static String configuration(TestPki pki, InetSocketAddress backend, List<Terms> terms) {
        StringBuilder text = new StringBuilder("listeners:\n");
        for (int i = 0; i < terms.size(); i++) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            """
                              %s:
                                bind: 127.0.0.1:0
                                mode: tcp
                                backend: questions
                                tls:
                                  policy: compatible-2026-11
                                  cipher_suites: %s
                                  groups: %s
                                  signature_schemes: %s
                                  sessions: {tickets: %s}
                                  require_extended_master_secret: %s
                                  unknown_server_name: refuse
                                  alpn: [http/1.1]
                                  certificates:
                            %s
                            """,
                            listener(i),
                            labels(terms.get(i).cipherSuites()),
                            labels(terms.get(i).groups()),
                            labels(terms.get(i).signatureSchemes()),
                            terms.get(i).tickets(),
                            terms.get(i).extendedMasterSecret(),
                            certificates(pki)));
        }
        return text
                + "backends:\n  questions:\n    servers: [127.0.0.1:"
                + backend.getPort()
                + "]\n";
    }

    private static String listener(int index) {
        return "terms-" + index;
    }

    private static String certificates(TestPki pki) {
        return pki.sites().stream()
                .map(site -> "      - {chain: " + site.chain() + ", key: " + site.key() + "}")
                .collect(Collectors.joining("\n"));
    }

    private static String labels(List<? extends CodePoint> codePoints) {
        return codePoints.stream().map(CodePoint::label).toList().toString();
    }
}
