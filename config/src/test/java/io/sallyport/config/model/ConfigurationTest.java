package io.sallyport.config.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ConfigurationTest {
    private static final ClientAuthSettings CLIENT_AUTH =
            new ClientAuthSettings(
                    ClientAuthMode.REQUIRED,
                    List.of(Path.of("ca.pem")),
                    List.of(),
                    StaleCrl.REFUSE,
                    Optional.empty(),
                    List.of(),
                    Duration.ofSeconds(1),
                    2,
                    ByteSize.ofKibibytes(3),
                    true);
    private static final RedisSettings REDIS =
            new RedisSettings(
                    new HostAndPort("127.0.0.1", 6379), Optional.empty(), Duration.ofMillis(5));
    private static final TracingSettings TRACING =
            new TracingSettings(
                    OtlpEndpoint.parse("http://127.0.0.1:4318/v1/traces"),
                    0.5,
                    "edge",
                    Duration.ofSeconds(1));
    private static final CipherSuiteName CHACHA20 = CipherSuiteName.TLS_CHACHA20_POLY1305_SHA256;
    private static final RetrySettings RETRY = new RetrySettings(3, List.of(503), 10);
    private static final BackendLimits LIMITS =
            new BackendLimits(1, OptionalInt.of(2), 3, Duration.ofSeconds(4));
    private static final KeepAliveSettings KEEP_ALIVE =
            new KeepAliveSettings(5, Duration.ofSeconds(6));
    private static final HealthSettings HEALTH =
            HealthSettings.DEFAULTS
                    .withCheck(HealthCheck.TCP)
                    .withService("s")
                    .withRequest("/a", Optional.of("b"))
                    .withStatuses(List.of(204))
                    .withTimes(Duration.ofSeconds(6), Duration.ofSeconds(5));
    private static final HashSettings HASH = new HashSettings(HashBy.HEADER, "x-user");
    private static final Backend BACKEND = Backend.of(List.of(new HostAndPort("127.0.0.1", 80)));
    private static final Listener LISTENER = Listener.of(ListenerMode.TCP, "app");
    private static final CertificateFiles CERTIFICATE =
            CertificateFiles.of(Path.of("chain.pem"), Path.of("key.pem"));

    private static final TicketSecretSource VARIABLE =
            new TicketSecretSource.SecretVariable("SECRETS");

    @Test
    void refusesAListenerWhoseBackendIsNotThere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LiveSettings.of(Map.of("web", LISTENER), Map.of("api", BACKEND)))
                .withMessage("listener 'web' names the backend 'app'; there are [api]");
    }

    @Test
    void refusesHalvesWithDifferentListeners() {
        StartupSettings startup =
                StartupSettings.of(Map.of("other", new BindAddress("127.0.0.1", 0)));
        LiveSettings live = LiveSettings.of(Map.of("web", LISTENER), Map.of("app", BACKEND));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Configuration(startup, live))
                .withMessageContaining("[other]")
                .withMessageContaining("[web]");
    }

    @Test
    void refusesEmptyListsAndNumbersBelowOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> Backend.of(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> ListenerTls.of(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> BACKEND.withConnectTries(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ListenerLimits.DEFAULTS.withMaxHandshakes(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StartupSettings.of(Map.of()).withEventLoopThreads(0));
    }

    @Test
    void keepsTheOrderOfNamesAndCannotBeChanged() {
        Map<String, BindAddress> addresses = new LinkedHashMap<>();
        for (String name : List.of("z", "a", "m", "b")) {
            addresses.put(name, new BindAddress("127.0.0.1", 0));
        }
        StartupSettings startup = StartupSettings.of(addresses);
        addresses.clear();

        assertThat(startup.listeners().keySet()).containsExactly("z", "a", "m", "b");
        assertThatThrownBy(() -> startup.listeners().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void copiesListsItIsGiven() {
        List<BackendServer> servers = new ArrayList<>(BACKEND.servers());
        Backend backend = Backend.ofServers(servers);
        servers.clear();

        assertThat(backend.servers()).hasSize(1);
    }

    @Test
    void aServerHasAWeight() {
        BackendServer server = BackendServer.of(new HostAndPort("127.0.0.1", 80));

        assertThat(server.withWeight(256).withCookie("a"))
                .isEqualTo(new BackendServer(server.address(), 256, Optional.of("a")));
        assertThatIllegalArgumentException().isThrownBy(() -> server.withWeight(0));
        assertThatIllegalArgumentException().isThrownBy(() -> server.withWeight(257));
    }

    @Test
    void eachWithChangesOneThingOnly() {
        assertThat(
                        ListenerTls.of(List.of(CERTIFICATE))
                                .withPolicy(TlsPolicyName.MOZILLA_MODERN_6_0)
                                .withOverrides(
                                        PolicyOverrides.NONE
                                                .withGroups(List.of(GroupName.X448))
                                                .withCipherSuites(List.of(CHACHA20))
                                                .withSignatureSchemes(
                                                        List.of(SignatureSchemeName.ED448)))
                                .withUnknownServerName(UnknownServerName.REFUSE)
                                .withAlpn(List.of("h2"))
                                .withHandshakeTimeout(Duration.ofSeconds(1))
                                .withSessions(
                                        new SessionSettings(
                                                        false,
                                                        1,
                                                        7,
                                                        Duration.ofMinutes(3),
                                                        true,
                                                        new TicketSecretSource.OwnProcess(),
                                                        Optional.empty())
                                                .withTicketSecrets(VARIABLE)
                                                .withEarlyData(EarlyDataSettings.DEFAULTS))
                                .withRequireExtendedMasterSecret(true)
                                .withKeyLogFile(Path.of("keys.log"))
                                .withClientAuth(ClientAuth.of(CLIENT_AUTH)))
                .isEqualTo(
                        new ListenerTls(
                                TlsPolicyName.MOZILLA_MODERN_6_0,
                                new PolicyOverrides(
                                        List.of(GroupName.X448),
                                        List.of(CHACHA20),
                                        List.of(SignatureSchemeName.ED448)),
                                List.of(CERTIFICATE),
                                UnknownServerName.REFUSE,
                                List.of("h2"),
                                Duration.ofSeconds(1),
                                new SessionSettings(
                                        false,
                                        1,
                                        7,
                                        Duration.ofMinutes(3),
                                        true,
                                        VARIABLE,
                                        Optional.of(EarlyDataSettings.DEFAULTS)),
                                true,
                                Optional.of(Path.of("keys.log")),
                                ClientAuth.of(CLIENT_AUTH)));
        assertThat(
                        StartupSettings.of(Map.of())
                                .withAdmin(new BindAddress("::1", 1))
                                .withTransport(Transport.NIO)
                                .withEventLoopThreads(2)
                                .withCryptoProviders(List.of(CryptoProviderName.JDK))
                                .withRedis(REDIS)
                                .withTracing(TRACING))
                .isEqualTo(
                        new StartupSettings(
                                new BindAddress("::1", 1),
                                Transport.NIO,
                                OptionalInt.of(2),
                                List.of(CryptoProviderName.JDK),
                                Optional.of(REDIS),
                                Optional.of(TRACING),
                                Map.of()));
        assertThat(
                        ListenerLimits.DEFAULTS
                                .withMaxConnections(1)
                                .withMaxHandshakes(2)
                                .withMaxClientHelloSize(ByteSize.ofBytes(3))
                                .withBufferPerDirection(ByteSize.ofBytes(4))
                                .withHttp(
                                        HttpLimits.DEFAULTS
                                                .withHeads(
                                                        ByteSize.ofBytes(5), ByteSize.ofBytes(6), 7)
                                                .withMaxBodySize(ByteSize.ofBytes(8))
                                                .withTimeouts(
                                                        Duration.ofSeconds(9),
                                                        Duration.ofSeconds(10))
                                                .withMaxRequestsPerConnection(11)
                                                .withWebSocketTimeout(Duration.ofSeconds(16))
                                                .withHttp2(
                                                        Http2Limits.DEFAULTS
                                                                .withMaxConcurrentStreams(17)
                                                                .withWindows(
                                                                        ByteSize.ofKibibytes(65),
                                                                        ByteSize.ofKibibytes(66))
                                                                .withMaxContinuationFrames(18)
                                                                .withFloods(
                                                                        Http2FloodLimits.DEFAULTS
                                                                                .withAll(
                                                                                        new Rate(
                                                                                                19,
                                                                                                20))
                                                                                .withWindowUpdates(
                                                                                        21,
                                                                                        ByteSize
                                                                                                .ofBytes(
                                                                                                        22)))))
                                .withRates(
                                        ClientRates.DEFAULTS
                                                .withConnections(new Rate(12, 13))
                                                .withRequests(new Rate(14, 15))))
                .isEqualTo(
                        new ListenerLimits(
                                1,
                                2,
                                ByteSize.ofBytes(3),
                                ByteSize.ofBytes(4),
                                new HttpLimits(
                                        ByteSize.ofBytes(5),
                                        ByteSize.ofBytes(6),
                                        7,
                                        Optional.of(ByteSize.ofBytes(8)),
                                        Duration.ofSeconds(9),
                                        Optional.of(Duration.ofSeconds(10)),
                                        OptionalInt.of(11),
                                        Optional.of(Duration.ofSeconds(16)),
                                        new Http2Limits(
                                                17,
                                                ByteSize.ofKibibytes(65),
                                                ByteSize.ofKibibytes(66),
                                                18,
                                                new Http2FloodLimits(
                                                        new Rate(19, 20),
                                                        new Rate(19, 20),
                                                        new Rate(19, 20),
                                                        new Rate(19, 20),
                                                        new Rate(19, 20),
                                                        new Rate(19, 20),
                                                        new Rate(19, 20),
                                                        21,
                                                        ByteSize.ofBytes(22)))),
                                new ClientRates(
                                        Optional.of(new Rate(12, 13)),
                                        Optional.of(new Rate(14, 15)),
                                        32,
                                        64)));
        assertThat(
                        BACKEND.withHash(HASH)
                                .withSticky(StickySettings.DEFAULTS)
                                .withHealth(HEALTH)
                                .withRetry(RETRY)
                                .withLimits(LIMITS)
                                .withKeepAlive(KEEP_ALIVE)
                                .withSendProxyProtocol(SendProxyProtocol.V1)
                                .withEjection(
                                        EjectionSettings.DEFAULTS
                                                .withFailures(2)
                                                .withServerErrors(true)
                                                .withTime(Duration.ofSeconds(3)))
                                .withProtocol(BackendProtocol.H2)
                                .withBalance(Balance.LEAST_CONNECTIONS)
                                .withConnectTimeout(Duration.ofSeconds(1))
                                .withConnectTries(7))
                .isEqualTo(
                        new Backend(
                                BACKEND.servers(),
                                BackendProtocol.H2,
                                Balance.LEAST_CONNECTIONS,
                                HASH,
                                Optional.of(StickySettings.DEFAULTS),
                                Duration.ofSeconds(1),
                                7,
                                Optional.of(
                                        new HealthSettings(
                                                HealthCheck.GRPC,
                                                "/a",
                                                Optional.of("b"),
                                                List.of(204),
                                                "s",
                                                Duration.ofSeconds(6),
                                                Duration.ofSeconds(5),
                                                2,
                                                3)),
                                new EjectionSettings(
                                        1,
                                        2,
                                        true,
                                        Duration.ofSeconds(3),
                                        Duration.ofSeconds(3),
                                        50,
                                        Duration.ZERO),
                                RETRY,
                                LIMITS,
                                KEEP_ALIVE,
                                new ProxyHeaderSettings(
                                        SendProxyProtocol.V1, ProxyProtocolTlv.DEFAULTS)));
        assertThat(
                        LogSettings.DEFAULTS
                                .withFormat(LogFormat.JSON)
                                .withLevel(LogLevel.DEBUG)
                                .withHandshakes(HandshakeLog.ALL)
                                .withConnections(false)
                                .withAccess(
                                        new AccessLog(
                                                Optional.of(AccessFormat.JSON),
                                                List.of(AccessField.HOST))))
                .isEqualTo(
                        new LogSettings(
                                LogFormat.JSON,
                                LogLevel.DEBUG,
                                HandshakeLog.ALL,
                                false,
                                new AccessLog(
                                        Optional.of(AccessFormat.JSON),
                                        List.of(AccessField.HOST))));
    }

    @Test
    void neverHoldsAPassphrase() {
        CertificateFiles encrypted =
                CERTIFICATE.withPassphrase(new PassphraseSource.FromEnvironment("KEY_PASS"));

        assertThat(encrypted.passphrase())
                .contains(new PassphraseSource.FromEnvironment("KEY_PASS"));
    }
}
