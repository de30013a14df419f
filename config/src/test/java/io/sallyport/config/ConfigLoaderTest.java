package io.sallyport.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.config.model.AllowedClient;
import io.sallyport.config.model.Backend;
import io.sallyport.config.model.BackendServer;
import io.sallyport.config.model.BindAddress;
import io.sallyport.config.model.ByteSize;
import io.sallyport.config.model.CertificateFiles;
import io.sallyport.config.model.CipherSuiteName;
import io.sallyport.config.model.ClientAuthMode;
import io.sallyport.config.model.ClientAuthSettings;
import io.sallyport.config.model.ClientCertDetail;
import io.sallyport.config.model.ClientCertForwarding;
import io.sallyport.config.model.ClientIdentityFields;
import io.sallyport.config.model.ClientRates;
import io.sallyport.config.model.Compression;
import io.sallyport.config.model.Configuration;
import io.sallyport.config.model.ContentCoding;
import io.sallyport.config.model.CryptoProviderName;
import io.sallyport.config.model.EarlyDataSettings;
import io.sallyport.config.model.ForwardedFields;
import io.sallyport.config.model.Forwarding;
import io.sallyport.config.model.GroupName;
import io.sallyport.config.model.HeaderChanges;
import io.sallyport.config.model.HeaderMatch;
import io.sallyport.config.model.HostAndPort;
import io.sallyport.config.model.Http2FloodLimits;
import io.sallyport.config.model.Http2Limits;
import io.sallyport.config.model.HttpLimits;
import io.sallyport.config.model.IdentityField;
import io.sallyport.config.model.Listener;
import io.sallyport.config.model.ListenerMode;
import io.sallyport.config.model.ListenerTls;
import io.sallyport.config.model.LiveSettings;
import io.sallyport.config.model.NamedClientAuth;
import io.sallyport.config.model.Network;
import io.sallyport.config.model.Networks;
import io.sallyport.config.model.OcspFailure;
import io.sallyport.config.model.OcspScope;
import io.sallyport.config.model.OcspSettings;
import io.sallyport.config.model.OtlpEndpoint;
import io.sallyport.config.model.PassphraseSource;
import io.sallyport.config.model.PathMatch;
import io.sallyport.config.model.PathRewrite;
import io.sallyport.config.model.PolicyOverrides;
import io.sallyport.config.model.Rate;
import io.sallyport.config.model.RedisSettings;
import io.sallyport.config.model.Route;
import io.sallyport.config.model.RouteAction;
import io.sallyport.config.model.RouteMatch;
import io.sallyport.config.model.Routing;
import io.sallyport.config.model.SessionSettings;
import io.sallyport.config.model.SignatureSchemeName;
import io.sallyport.config.model.StaleCrl;
import io.sallyport.config.model.StartupSettings;
import io.sallyport.config.model.TicketSecretSource;
import io.sallyport.config.model.TracingSettings;
import io.sallyport.config.model.Transport;
import io.sallyport.config.model.UnixSocket;
import io.sallyport.config.model.UriPattern;
import io.sallyport.config.problem.Problem;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
    private static final String SMALLEST =
            """
            listeners:
              plain:
                bind: 127.0.0.1:0
                mode: tcp
                backend: app
            backends:
              app:
                servers: [127.0.0.1:8080]
            """;

    @TempDir Path folder;

    @BeforeEach
    void fillFolder() {
        SampleFolder.in(folder);
    }

    @Test
    void fillsInEveryDefault() {
        LoadOutcome.Loaded loaded = loaded(parse(SMALLEST, Map.of()));

        assertThat(loaded.warnings()).isEmpty();
        assertThat(loaded.configuration())
                .isEqualTo(
                        new Configuration(
                                StartupSettings.of(
                                        Map.of("plain", new BindAddress("127.0.0.1", 0))),
                                LiveSettings.of(
                                        Map.of("plain", Listener.of(ListenerMode.TCP, "app")),
                                        Map.of(
                                                "app",
                                                Backend.of(
                                                        List.of(
                                                                new HostAndPort(
                                                                        "127.0.0.1", 8080)))))));
    }

    @Test
    void readsEveryKeyIntoTheModel() throws IOException {
        Configuration configuration =
                loaded(parse(resource("all-changed.yaml"), Map.of("PASS", "x"))).configuration();

        StartupSettings startup = configuration.startup();
        assertThat(startup.admin()).isEqualTo(new BindAddress("::1", 9902));
        assertThat(startup.transport()).isEqualTo(Transport.IO_URING);
        assertThat(startup.eventLoopThreads()).hasValue(3);
        assertThat(startup.cryptoProviders())
                .containsExactly(CryptoProviderName.JDK, CryptoProviderName.ACCP);
        assertThat(startup.tracing())
                .contains(
                        new TracingSettings(
                                OtlpEndpoint.parse("https://collector:4318/v1/traces"),
                                0.25,
                                "edge",
                                Duration.ofSeconds(3)));
        assertThat(startup.listeners()).containsEntry("web", new BindAddress("0.0.0.0", 8443));
        LiveSettings live = configuration.live();
        assertThat(live.log())
                .hasToString(
                        "LogSettings[format=JSON, level=DEBUG, handshakes=ALL, connections=false,"
                                + " access=AccessLog[format=Optional[COMBINED], fields=[TRACE_ID, ALPN]]]");
        assertThat(live.drainTimeout()).isEqualTo(Duration.ofMinutes(1));
        Listener web = live.listeners().get("web");
        assertThat(web.idleTimeout()).isEqualTo(Duration.ofHours(1));
        assertThat(web.forwarding())
                .isEqualTo(
                        new Forwarding(
                                ForwardedFields.BOTH,
                                new Networks(List.of(Network.parse("10.0.0.0/8"))),
                                new Networks(List.of(Network.parse("::1")))));
        assertThat(web.proxyProtocol().all())
                .containsExactly(Network.parse("10.0.0.0/8"), Network.parse("::1"));
        assertThat(web.limits().maxConnections()).isEqualTo(1);
        assertThat(web.limits().maxHandshakes()).isEqualTo(2);
        assertThat(web.limits().maxClientHelloSize()).isEqualTo(ByteSize.ofKibibytes(3));
        assertThat(web.limits().bufferPerDirection()).isEqualTo(ByteSize.ofMebibytes(1));
        assertThat(web.limits().http())
                .isEqualTo(
                        new HttpLimits(
                                ByteSize.ofKibibytes(4),
                                ByteSize.ofKibibytes(5),
                                6,
                                Optional.of(ByteSize.ofMebibytes(7)),
                                Duration.ofSeconds(8),
                                Optional.of(Duration.ofSeconds(9)),
                                OptionalInt.of(10),
                                Optional.of(Duration.ofMinutes(11)),
                                new Http2Limits(
                                        100,
                                        ByteSize.ofBytes(65_535),
                                        ByteSize.ofBytes(Integer.MAX_VALUE),
                                        1,
                                        new Http2FloodLimits(
                                                new Rate(2, 12),
                                                new Rate(3, 13),
                                                new Rate(4, 14),
                                                new Rate(5, 15),
                                                new Rate(6, 16),
                                                new Rate(7, 17),
                                                new Rate(8, 18),
                                                19,
                                                ByteSize.ofBytes(1)))));
        assertThat(web.limits().rates())
                .isEqualTo(
                        new ClientRates(
                                Optional.of(new Rate(11, 12)),
                                Optional.of(new Rate(13, 13)),
                                24,
                                56));
        assertThat(live.backends().get("app"))
                .hasToString(
                        "Backend[servers=[BackendServer[address=unix:"
                                + folder
                                + "/app.sock, weight=1, cookie=Optional.empty],"
                                + " BackendServer[address=[::1]:80, weight=3, cookie=Optional.empty]],"
                                + " protocol=H2, balance=CONSISTENT_HASH, hash=HashSettings[by=CLIENT, name=],"
                                + " sticky=Optional.empty, connectTimeout=PT0.25S,"
                                + " connectTries=5, health=Optional[HealthSettings[check=HTTP,"
                                + " path=/healthz, host=Optional[app], statuses=[204], service=,"
                                + " interval=PT1S, timeout=PT0.5S, healthyThreshold=4,"
                                + " unhealthyThreshold=6]], ejection=EjectionSettings["
                                + "connectFailures=2, failures=3, serverErrors=true, time=PT2S,"
                                + " maxTime=PT3S, maxPercent=33, slowStart=PT30S],"
                                + " retry=RetrySettings[tries=2, statuses=[], budgetPercent=20],"
                                + " limits=BackendLimits[maxRequests=10000,"
                                + " maxConnections=OptionalInt[7], maxWaiting=8, waitTimeout=PT9S],"
                                + " keepAlive=KeepAliveSettings[connections=512, timeout=PT1M],"
                                + " proxyHeader=ProxyHeaderSettings[version=V2,"
                                + " tlvs=[CRC32C, UNIQUE_ID, SSL_CN, SSL_CLIENT_CERT]]]");
    }

    @Test
    void readsWhereTicketKeysComeFrom() {
        assertThat(ticketSecrets("{}")).isEqualTo(new TicketSecretSource.OwnProcess());
        assertThat(ticketSecrets("{ticket_secret_env: PASS}"))
                .isEqualTo(new TicketSecretSource.SecretVariable("PASS"));
        assertThat(ticketSecrets("{ticket_key_files: [certs/tickets.key]}"))
                .isEqualTo(
                        new TicketSecretSource.KeyFiles(
                                List.of(folder.resolve("certs/tickets.key"))));
    }

    @Test
    void takesEarlyDataOnlyWhenAsked() {
        assertThat(sessions("{ early_data_size: 4KiB }").earlyData()).isEmpty();
        assertThat(sessions("{ early_data: true }").earlyData())
                .contains(EarlyDataSettings.DEFAULTS);
        assertThat(
                        sessions(
                                        "{ early_data: true, early_data_size: 4KiB,"
                                                + " early_data_register: 5000 }")
                                .earlyData())
                .contains(new EarlyDataSettings(ByteSize.ofKibibytes(4), 5000));
    }

    @Test
    void readsWhereRedisIs() {
        assertThat(
                        loaded(
                                        parse(
                                                "redis: { server: redis.internal:6379 }\n"
                                                        + SMALLEST,
                                                Map.of()))
                                .configuration()
                                .startup()
                                .redis())
                .contains(
                        new RedisSettings(
                                new HostAndPort("redis.internal", 6379),
                                Optional.empty(),
                                Duration.ofMillis(20)));
        assertThat(
                        loaded(
                                        parse(
                                                "redis: { server: \"[::1]:1\", password_env: PASS,"
                                                        + " timeout: 3ms }\n"
                                                        + SMALLEST,
                                                Map.of("PASS", "x")))
                                .configuration()
                                .startup()
                                .redis())
                .contains(
                        new RedisSettings(
                                new HostAndPort("::1", 1),
                                Optional.of("PASS"),
                                Duration.ofMillis(3)));
    }

    @Test
    void exportsNothingUnlessAskedTo() {
        assertThat(loaded(parse(SMALLEST, Map.of())).configuration().startup().tracing()).isEmpty();
        assertThat(
                        loaded(
                                        parse(
                                                "tracing: { otlp_endpoint: \"http://[::1]:1/v1/traces\" }\n"
                                                        + SMALLEST,
                                                Map.of()))
                                .configuration()
                                .startup()
                                .tracing())
                .contains(
                        new TracingSettings(
                                OtlpEndpoint.parse("http://[::1]:1/v1/traces"),
                                0.1,
                                "sallyport",
                                Duration.ofSeconds(10)));
    }

    @Test
    void readsWhatServersAreToldOfClients() {
        assertThat(identity("{ client_cert_from: [10.0.0.0/8] }"))
                .isEqualTo(
                        new ClientIdentityFields(
                                false,
                                false,
                                networks("10.0.0.0/8"),
                                ClientCertForwarding.SANITIZE,
                                List.of(),
                                Networks.NONE,
                                Map.of(),
                                ByteSize.ofKibibytes(8)));
        ClientIdentityFields all =
                identity(
                        "{ client_cert: true, client_cert_chain: true, forward_client_cert_details:"
                                + " append_forward, set_current_client_cert_details: [uri, cert],"
                                + " forward_client_cert_from: [\"::1\"], headers: { X-B: subject_cn,"
                                + " x_a: result }, max_field_size: 3KiB }");
        assertThat(all)
                .isEqualTo(
                        new ClientIdentityFields(
                                true,
                                true,
                                Networks.NONE,
                                ClientCertForwarding.APPEND_FORWARD,
                                List.of(ClientCertDetail.URI, ClientCertDetail.CERT),
                                networks("::1"),
                                Map.of(
                                        "x-b",
                                        IdentityField.SUBJECT_CN,
                                        "x_a",
                                        IdentityField.RESULT),
                                ByteSize.ofKibibytes(3)));
        assertThat(all.names())
                .containsExactly(
                        "client-cert",
                        "client-cert-chain",
                        "x-forwarded-client-cert",
                        "x-b",
                        "x_a");
    }

    private ClientIdentityFields identity(String section) {
        String text = SMALLEST.replace("mode: tcp", "mode: http\n    client_identity: " + section);
        return loaded(parse(text, Map.of()))
                .configuration()
                .live()
                .listeners()
                .get("plain")
                .identity();
    }

    private static Networks networks(String network) {
        return new Networks(List.of(Network.parse(network)));
    }

    @Test
    void readsRoutesIntoTheModel() {
        Routing routing =
                routing(
                        """
                            redirect_to_https: true
                            routes:
                              - name: api
                                match: { host: [API.example.com, "*.x.org"], path_prefix: "/v%31/é", method: GET }
                                backend: app
                              - match:
                                  path_regex: "/a+"
                                  headers: [ { name: X-A, value: b }, { name: c, regex: "d" }, { name: e, present: false } ]
                                respond: { status: 404, body: gone }
                                response_headers: { set: { X-A: b } }
                              - match: { path: /x }
                                redirect: { status: 302, scheme: https, host: h, port: 1, path: /y }
                              - backend: app
                                rewrite: { regex: "/(a)", substitution: "/$1" }
                                request_headers: { remove: X-B, set: { Host: c }, add: { X-D: e } }
                                timeout: 3s
                                idle_timeout: 40ms
                                compression: { codings: [br, gzip], min_size: 2KiB }
                        """);

        assertThat(routing)
                .isEqualTo(
                        new Routing(
                                List.of(
                                        Route.to(
                                                "app",
                                                "api",
                                                new RouteMatch(
                                                        List.of(),
                                                        List.of("api.example.com", "*.x.org"),
                                                        Optional.of(
                                                                new PathMatch.Prefix("/v1/%C3%A9")),
                                                        List.of("GET"),
                                                        List.of())),
                                        new Route(
                                                "route-2",
                                                new RouteMatch(
                                                        List.of(),
                                                        List.of(),
                                                        Optional.of(new PathMatch.Regex("/a+")),
                                                        List.of(),
                                                        List.of(
                                                                new HeaderMatch.Exact("x-a", "b"),
                                                                new HeaderMatch.Regex("c", "d"),
                                                                new HeaderMatch.Present(
                                                                        "e", false))),
                                                new RouteAction.Respond(
                                                        404,
                                                        "text/plain; charset=utf-8",
                                                        Optional.of("gone"),
                                                        Optional.empty()),
                                                new HeaderChanges(
                                                        List.of(), Map.of("x-a", "b"), Map.of()),
                                                Optional.empty()),
                                        new Route(
                                                "route-3",
                                                new RouteMatch(
                                                        List.of(),
                                                        List.of(),
                                                        Optional.of(new PathMatch.Exact("/x")),
                                                        List.of(),
                                                        List.of()),
                                                new RouteAction.Redirect(
                                                        302,
                                                        Optional.of("https"),
                                                        Optional.of("h"),
                                                        OptionalInt.of(1),
                                                        Optional.of("/y"),
                                                        Optional.empty()),
                                                HeaderChanges.NONE,
                                                Optional.empty()),
                                        new Route(
                                                "route-4",
                                                RouteMatch.ANY,
                                                new RouteAction.Forward(
                                                        "app",
                                                        Optional.of(
                                                                new PathRewrite.Regex(
                                                                        "/(a)", "/$1")),
                                                        new HeaderChanges(
                                                                List.of("x-b"),
                                                                Map.of("host", "c"),
                                                                Map.of("x-d", "e")),
                                                        Optional.of(Duration.ofSeconds(3)),
                                                        Optional.of(Duration.ofMillis(40))),
                                                HeaderChanges.NONE,
                                                Optional.of(
                                                        new Compression(
                                                                List.of(
                                                                        ContentCoding.BR,
                                                                        ContentCoding.GZIP),
                                                                ByteSize.ofKibibytes(2))))),
                                Optional.empty(),
                                true,
                                Optional.empty()));
    }

    private Routing routing(String keys) {
        String text =
                SMALLEST.replace("mode: tcp", "mode: http").replace("    backend: app\n", keys);
        return loaded(parse(text, Map.of()))
                .configuration()
                .live()
                .listeners()
                .get("plain")
                .routing();
    }

    private TicketSecretSource ticketSecrets(String sessions) {
        return sessions(sessions).ticketSecrets();
    }

    private SessionSettings sessions(String sessions) {
        String text =
                SMALLEST.replace("mode: tcp", "mode: http")
                        .replace(
                                "    backend: app\n",
                                "    backend: app\n    tls:\n      sessions: "
                                        + sessions
                                        + "\n      certificates: [{chain: certs/site.pem, key:"
                                        + " certs/site.key}]\n");
        return loaded(parse(text, Map.of("PASS", "x")))
                .configuration()
                .live()
                .listeners()
                .get("plain")
                .tls()
                .orElseThrow()
                .sessions();
    }

    @Test
    void readsTlsSettingsIntoTheModel() throws IOException {
        ListenerTls tls =
                loaded(parse(resource("all-changed.yaml"), Map.of("PASS", "x")))
                        .configuration()
                        .live()
                        .listeners()
                        .get("web")
                        .tls()
                        .orElseThrow();

        assertThat(tls.policy().keyword()).isEqualTo("mozilla-modern-6.0");
        assertThat(tls.overrides())
                .isEqualTo(
                        new PolicyOverrides(
                                List.of(GroupName.X448, GroupName.SECP384R1MLKEM1024),
                                List.of(
                                        CipherSuiteName.TLS_CHACHA20_POLY1305_SHA256,
                                        CipherSuiteName.TLS_AES_256_GCM_SHA384),
                                List.of(
                                        SignatureSchemeName.RSA_PSS_PSS_SHA512,
                                        SignatureSchemeName.ED448)));
        assertThat(tls.unknownServerName().keyword()).isEqualTo("refuse");
        assertThat(tls.alpn()).containsExactly("h2", "http/1.1");
        assertThat(tls.handshakeTimeout()).isEqualTo(Duration.ofMillis(500));
        assertThat(tls.keyLogFile()).contains(folder.resolve("keys.log"));
        assertThat(tls.clientAuth().usual())
                .contains(
                        new ClientAuthSettings(
                                ClientAuthMode.OBSERVE,
                                List.of(
                                        folder.resolve("certs/clients-ca.pem"),
                                        folder.resolve("certs/site.pem")),
                                List.of(folder.resolve("certs")),
                                StaleCrl.ACCEPT,
                                Optional.of(
                                        new OcspSettings(
                                                OcspScope.CHAIN,
                                                Optional.of(URI.create("http://ocsp.example.com/")),
                                                OcspFailure.ACCEPT,
                                                Duration.ofMillis(500),
                                                Duration.ofMinutes(10),
                                                true)),
                                List.of(
                                        new AllowedClient(
                                                Optional.of(
                                                        new UriPattern(
                                                                "spiffe://example.org",
                                                                List.of("ns", "*", "**"))),
                                                Optional.of("*.clients.example.com"),
                                                Optional.of("batch"),
                                                Optional.empty(),
                                                Optional.empty(),
                                                Optional.empty(),
                                                Optional.empty(),
                                                Optional.empty()),
                                        new AllowedClient(
                                                Optional.empty(),
                                                Optional.empty(),
                                                Optional.empty(),
                                                Optional.of("*@example.com"),
                                                Optional.of(Network.parse("10.0.0.0/8")),
                                                Optional.of(
                                                        new X500Principal("CN=Batch CA,O=Example")),
                                                Optional.empty(),
                                                Optional.empty()),
                                        hashed(
                                                Optional.of(
                                                        "6f2b0c7de0e3cf2c0ea2b7a3f4bb4d7c9f5f5f0c0d1be7dd2b8bd0b5a4a91c3e"),
                                                Optional.empty()),
                                        hashed(
                                                Optional.empty(),
                                                Optional.of(
                                                        "0a4d55a8d778e5022fab701977c5d840bbc486d0d5e6cb1b8f5b1a40c3bfa3f1"))),
                                Duration.ofMinutes(2),
                                3,
                                ByteSize.ofKibibytes(7),
                                true));
        ClientAuthSettings usual = tls.clientAuth().usual().orElseThrow();
        assertThat(tls.clientAuth().perServerName())
                .containsExactly(
                        new NamedClientAuth(
                                List.of("admin.example.com", "*.admin.example.com"),
                                Optional.of(
                                        new ClientAuthSettings(
                                                ClientAuthMode.REQUIRED,
                                                List.of(folder.resolve("certs/site.pem")),
                                                usual.crl(),
                                                StaleCrl.REFUSE,
                                                Optional.of(
                                                        new OcspSettings(
                                                                OcspScope.LEAF,
                                                                Optional.empty(),
                                                                OcspFailure.REFUSE,
                                                                OcspSettings.DEFAULT_TIMEOUT,
                                                                OcspSettings.DEFAULT_MAX_AGE,
                                                                false)),
                                                List.of(named("admin")),
                                                Duration.ZERO,
                                                2,
                                                ByteSize.ofKibibytes(256),
                                                false))),
                        new NamedClientAuth(List.of("www.example.com"), Optional.empty()),
                        new NamedClientAuth(List.of("api.example.com"), Optional.of(usual)));
        assertThat(tls.sessions())
                .isEqualTo(
                        new SessionSettings(
                                true,
                                3,
                                4,
                                Duration.ofHours(5),
                                true,
                                new TicketSecretSource.SecretFiles(
                                        List.of(
                                                folder.resolve("certs/tickets-new.secret"),
                                                folder.resolve("certs/tickets-old.secret"))),
                                Optional.empty()));
        CertificateFiles site =
                CertificateFiles.of(
                        folder.resolve("certs/site.pem"), folder.resolve("certs/site.key"));
        assertThat(tls.certificates())
                .containsExactly(
                        site.withPassphrase(new PassphraseSource.FromEnvironment("PASS"))
                                .withServerNames(List.of("www.example.com", "*.example.com")),
                        site.withPassphrase(
                                new PassphraseSource.FromFile(
                                        folder.resolve("certs/site-rsa.passphrase"))));
    }

    @Test
    void putsTheEnvironmentIntoValuesOfEveryType() {
        String text =
                """
                event_loop_threads: ${THREADS}
                log: { connections: "${FLAG}" }
                listeners:
                  plain:
                    bind: ${HOST:-127.0.0.1}:${PORT}
                    mode: ${MODE}
                    backend: app
                    idle_timeout: "${TIMEOUT}"
                    limits: { buffer_per_direction: "${SIZE}" }
                backends:
                  app:
                    servers: ["unix:/run/${PORT}.sock"]
                """;

        Configuration configuration =
                loaded(
                                parse(
                                        text,
                                        Map.of(
                                                "THREADS", "2", "FLAG", "false", "PORT", "8443",
                                                "MODE", "tcp", "TIMEOUT", "9s", "SIZE", "32KiB")))
                        .configuration();

        assertThat(configuration.startup().eventLoopThreads()).hasValue(2);
        assertThat(configuration.startup().listeners())
                .containsEntry("plain", new BindAddress("127.0.0.1", 8443));
        assertThat(configuration.live().log().connections()).isFalse();
        Listener plain = configuration.live().listeners().get("plain");
        assertThat(plain.idleTimeout()).isEqualTo(Duration.ofSeconds(9));
        assertThat(plain.limits().bufferPerDirection()).isEqualTo(ByteSize.ofKibibytes(32));
        assertThat(configuration.live().backends().get("app").servers())
                .containsExactly(BackendServer.of(new UnixSocket(Path.of("/run/8443.sock"))));
    }

    @Test
    void keepsListenersInTheOrderOfTheFile() {
        StringBuilder text = new StringBuilder("listeners:\n");
        for (String name : List.of("z", "a", "m")) {
            text.append("  " + name + ": { bind: \"127.0.0.1:0\", mode: tcp, backend: app }\n");
        }
        text.append("backends: { app: { servers: [\"127.0.0.1:1\"] } }\n");

        assertThat(loaded(parse(text.toString(), Map.of())).configuration().live().listeners())
                .containsOnlyKeys("z", "a", "m")
                .extracting(map -> List.copyOf(map.keySet()))
                .isEqualTo(List.of("z", "a", "m"));
    }

    @Test
    void letsAnchorsShareSettings() {
        String text =
                """
                listeners:
                  one: { bind: "127.0.0.1:1", mode: tcp, backend: app, limits: &l { max_handshakes: 7 } }
                  two: { bind: "127.0.0.1:2", mode: tcp, backend: app, limits: *l }
                backends: { app: { servers: ["127.0.0.1:3"] } }
                """;

        assertThat(loaded(parse(text, Map.of())).configuration().live().listeners().values())
                .allSatisfy(l -> assertThat(l.limits().maxHandshakes()).isEqualTo(7));
    }

    @Test
    void givesPositionsForProblemsFoundLater() throws IOException {
        LoadOutcome.Loaded loaded =
                loaded(parse(resource("all-changed.yaml"), Map.of("PASS", "x")));

        assertThat(
                        loaded.positions()
                                .error("listeners.web.tls.certificates[0].key", "is bad; mend it"))
                .hasToString(
                        "test.yaml:26:16: listeners.web.tls.certificates[0].key: is bad; mend it");
        assertThat(loaded.positions().error("listeners.web.tls", "is bad; mend it"))
                .hasToString("test.yaml:18:5: listeners.web.tls: is bad; mend it");
    }

    @Test
    void readsAFileWithPathsFromItsFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("proxy.yaml"), resource("all-changed.yaml"));

        LoadOutcome.Loaded loaded = loaded(ConfigLoader.load(file, Map.of("PASS", "x")));

        assertThat(loaded.configuration())
                .isEqualTo(
                        loaded(parse(resource("all-changed.yaml"), Map.of("PASS", "x")))
                                .configuration());
        assertThat(loaded.positions().source()).isEqualTo(file.toString());
    }

    @Test
    void saysWhenTheFileCannotBeRead() throws IOException {
        Path missing = folder.resolve("missing.yaml");
        Path latin =
                Files.write(
                        folder.resolve("latin.yaml"), "a: ü".getBytes(StandardCharsets.ISO_8859_1));
        Path large = Files.write(folder.resolve("large.yaml"), new byte[5 << 20]);

        assertThat(onlyProblem(missing))
                .isEqualTo(missing + ": does not exist; name the configuration file");
        assertThat(onlyProblem(latin)).isEqualTo(latin + ": is not UTF-8 text; store it as UTF-8");
        assertThat(onlyProblem(large)).startsWith(large + ": is too large");
        assertThat(onlyProblem(folder)).startsWith(folder + ": is a folder");
    }

    @Test
    void reportsEveryProblemInTheOrderOfTheFile() {
        LoadOutcome outcome =
                parse("backends: {}\nlisteners: []\nlog: { level: x }\nadmin: 1\n", Map.of());

        assertThat(((LoadOutcome.Rejected) outcome).problems())
                .extracting(Problem::line)
                .containsExactly(1, 2, 3, 4);
    }

    private static AllowedClient named(String commonName) {
        return new AllowedClient(
                Optional.empty(),
                Optional.empty(),
                Optional.of(commonName),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static AllowedClient hashed(Optional<String> fingerprint, Optional<String> publicKey) {
        return new AllowedClient(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                fingerprint,
                publicKey);
    }

    private LoadOutcome parse(String text, Map<String, String> environment) {
        return ConfigLoader.parse(text, "test.yaml", folder, environment);
    }

    private static LoadOutcome.Loaded loaded(LoadOutcome outcome) {
        assertThat(outcome).isInstanceOf(LoadOutcome.Loaded.class);
        return (LoadOutcome.Loaded) outcome;
    }

    private static String onlyProblem(Path file) {
        List<Problem> problems =
                ((LoadOutcome.Rejected) ConfigLoader.load(file, Map.of())).problems();
        assertThat(problems).hasSize(1);
        return problems.getFirst().toString();
    }

    private static String resource(String name) throws IOException {
        return Files.readString(Path.of("src/test/resources/io/sallyport/config").resolve(name));
    }
}
