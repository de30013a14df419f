package io.sallyport.proxy.app;

import io.sallyport.config.model.Backend;
import io.sallyport.config.model.BindAddress;
import io.sallyport.config.model.CertificateFiles;
import io.sallyport.config.model.Configuration;
import io.sallyport.config.model.HostAndPort;
import io.sallyport.config.model.Listener;
import io.sallyport.config.model.ListenerMode;
import io.sallyport.config.model.ListenerTls;
import io.sallyport.config.model.LiveSettings;
import io.sallyport.config.model.StartupSettings;
import io.sallyport.config.problem.Positions;
import io.sallyport.proxy.assembly.Preparation;
import io.sallyport.proxy.demo.DemoPages;
import io.sallyport.proxy.demo.DevelopmentCertificates;
import io.sallyport.proxy.demo.VisitorRegistry;
import io.sallyport.proxy.endpoint.HttpEndpoint;
import io.sallyport.proxy.insight.ReportFields;
import io.sallyport.proxy.insight.TrafficObserver;
import io.sallyport.proxy.transport.Transport;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What `run` does without a configuration: everything real, but for the certificate, which only those
/// trust who are told to.
final class Demonstration implements AutoCloseable {
    static final BindAddress LISTEN = new BindAddress("127.0.0.1", 8443);
    static final BindAddress ADMIN = StartupSettings.DEFAULT_ADMIN;

    private static final String LISTENER = "demo";
    private static final String BACKEND = "page";
    private static final int PAGE_CONNECTIONS = 1_024;

    private final DevelopmentCertificates certificates;
    private final VisitorRegistry visitors;
    private final @Nullable HttpEndpoint page;
    private final Configuration configuration;

    private Demonstration(
            DevelopmentCertificates certificates,
            VisitorRegistry visitors,
            @Nullable HttpEndpoint page,
            Configuration configuration) {
        this.certificates = certificates;
        this.visitors = visitors;
        this.page = page;
        this.configuration = configuration;
    }

    /// Makes certificates if need be, and starts the page if there is no backend of the operator's own.
    static Demonstration prepare(
            BindAddress listen, BindAddress admin, Optional<HostAndPort> backend)
            throws IOException {
        DevelopmentCertificates certificates =
                new DevelopmentCertificates(
                        home().resolve("var").resolve("dev"), InstantSource.system());
        certificates.ensure();
        VisitorRegistry visitors = new VisitorRegistry();
        if (backend.isPresent()) {
            return new Demonstration(
                    certificates,
                    visitors,
                    null,
                    configuration(listen, admin, backend.get(), certificates));
        }
        HttpEndpoint page =
                HttpEndpoint.start(
                        Transport.best(),
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        PAGE_CONNECTIONS,
                        new DemoPages(visitors, Release.version()));
        HostAndPort server =
                new HostAndPort(
                        page.address().getAddress().getHostAddress(), page.address().getPort());
        return new Demonstration(
                certificates, visitors, page, configuration(listen, admin, server, certificates));
    }

    Preparation preparation() {
        return Preparation.of(
                configuration,
                Positions.none(home().resolve("built-in").toString()),
                List.of(),
                System.getenv());
    }

    /// Whoever makes the page needs to hear of the handshakes it shows.
    List<TrafficObserver> observers() {
        return page == null ? List.of() : List.of(visitors);
    }

    /// Says where to point a browser, and the line that works.
    void explain(Map<String, SocketAddress> addresses, PrintWriter out) {
        InetSocketAddress listening =
                (InetSocketAddress) Objects.requireNonNull(addresses.get(LISTENER));
        String url = "https://localhost:" + listening.getPort() + "/";
        out.println();
        out.println("  Point a browser at " + url);
        out.println("  (it will warn until it trusts " + shown(certificates.authority()) + "), or");
        out.println();
        out.println("    curl --cacert " + shown(certificates.authority()) + " " + url);
        out.println();
        out.println(
                "  Metrics and health: http://"
                        + ReportFields.address(Objects.requireNonNull(addresses.get("admin")))
                        + "/");
        out.println();
        out.flush();
    }

    @Override
    public void close() {
        if (page != null) {
            page.close();
        }
    }

    private static Configuration configuration(
            BindAddress listen,
            BindAddress admin,
            HostAndPort server,
            DevelopmentCertificates certificates) {
        ListenerTls tls =
                ListenerTls.of(
                                List.of(
                                        CertificateFiles.of(
                                                certificates.chain(), certificates.key())))
                        .withAlpn(List.of("http/1.1"));
        return new Configuration(
                StartupSettings.of(Map.of(LISTENER, listen)).withAdmin(admin),
                LiveSettings.of(
                        Map.of(LISTENER, Listener.of(ListenerMode.TCP, BACKEND).withTls(tls)),
                        Map.of(BACKEND, Backend.of(List.of(server)))));
    }

    /// Where the launcher stands; the working folder where there is none.
    private static Path home() {
        return Path.of(System.getProperty("sallyport.home", ""));
    }

    /// As short as it can be from the working folder.
    private static Path shown(Path file) {
        Path here = Path.of("").toAbsolutePath();
        Path there = file.toAbsolutePath().normalize();
        return there.startsWith(here) ? here.relativize(there) : there;
    }
}
