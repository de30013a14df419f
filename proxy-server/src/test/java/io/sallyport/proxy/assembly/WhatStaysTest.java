package io.sallyport.proxy.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.config.model.Backend;
import io.sallyport.config.model.Balance;
import io.sallyport.config.model.CertificateFiles;
import io.sallyport.config.model.EarlyDataSettings;
import io.sallyport.config.model.Listener;
import io.sallyport.config.model.ListenerMode;
import io.sallyport.config.model.ListenerTls;
import io.sallyport.config.model.LiveSettings;
import io.sallyport.config.model.ServerAddress;
import io.sallyport.config.model.SessionSettings;
import io.sallyport.proxy.insight.TrafficObserver;
import io.sallyport.proxy.runtime.ListenerSettings;
import io.sallyport.proxy.runtime.Snapshot;
import io.sallyport.proxy.runtime.TlsSettings;
import io.sallyport.proxy.testing.TestTls;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// What one configuration leaves to the next.
class WhatStaysTest {
    private static final SessionSettings SESSIONS =
            SessionSettings.DEFAULTS.withEarlyData(EarlyDataSettings.DEFAULTS);

    private final ProxyAssembly assembly = new ProxyAssembly(TestTls.CRYPTO, TrafficObserver.NONE);
    private final TicketRings rings = new TicketRings(Map.of(), Map.of(), TestTls.CRYPTO);

    @Test
    void sessionsAndTicketKeysStayWhereTheirSettingsDo() {
        TlsSettings before = tls(snapshot(UnaryOperator.identity()));
        var ring = rings.of("web");

        TlsSettings after =
                tls(
                        snapshot(tls ->
                                tls.withHandshakeTimeout(Duration.ofSeconds(3))
                                        .withAlpn(List.of("http/1.1"))));

        assertThat(after.handshakeTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(rings.of("web")).isSameAs(ring);
        assertThat(after.configuration().resumption())
                .isSameAs(before.configuration().resumption());
        assertThat(after.replays()).isNotNull().isSameAs(before.replays());
    }

    @Test
    void earlyDataIsRememberedAnewOnlyWithNewKeys() {
        TlsSettings before = tls(snapshot(UnaryOperator.identity()));
        var ring = rings.of("web");

        TlsSettings after =
                tls(
                        snapshot(tls ->
                                tls.withSessions(
                                        SessionSettings.DEFAULTS.withEarlyData(
                                                new EarlyDataSettings(
                                                        EarlyDataSettings.DEFAULTS.maximumSize(),
                                                        2_000)))));

        assertThat(rings.of("web")).isNotSameAs(ring);
        assertThat(after.configuration().resumption())
                .isNotSameAs(before.configuration().resumption());
        assertThat(after.replays()).isNotNull().isNotSameAs(before.replays());
    }

    @Test
    void backendsAndRatesStayWhereTheirSettingsDo() {
        Snapshot before = snapshot(UnaryOperator.identity());
        Snapshot after = snapshot(tls -> tls.withAlpn(List.of("http/1.1")));
        Snapshot other =
                snapshot(
                        backend().withBalance(Balance.LEAST_CONNECTIONS), UnaryOperator.identity());

        assertThat(after.backends()).isEqualTo(before.backends());
        assertThat(web(after).rates()).isSameAs(web(before).rates());
        assertThat(other.backends()).hasSize(1).doesNotContainAnyElementsOf(before.backends());
    }

    private Snapshot snapshot(UnaryOperator<ListenerTls> settings) {
        return snapshot(backend(), settings);
    }

    private Snapshot snapshot(Backend backend, UnaryOperator<ListenerTls> settings) {
        Path unused = Path.of("unused.pem");
        ListenerTls tls =
                ListenerTls.of(List.of(CertificateFiles.of(unused, unused))).withSessions(SESSIONS);
        LiveSettings live =
                LiveSettings.of(
                        Map.of(
                                "web",
                                Listener.of(ListenerMode.HTTP, "app").withTls(settings.apply(tls))),
                        Map.of("app", backend));
        rings.replace(live.listeners(), Map.of());
        return assembly.snapshot(
                live, Map.of("web", TestTls.credentials()), Map.of(), Map.of(), rings, null);
    }

    private static Backend backend() {
        return Backend.of(List.of(ServerAddress.parse("127.0.0.1:1")));
    }

    private static ListenerSettings web(Snapshot snapshot) {
        return snapshot.listener("web");
    }

    private static TlsSettings tls(Snapshot snapshot) {
        TlsSettings tls = web(snapshot).tls();
        if (tls == null) {
            throw new AssertionError("no TLS");
        }
        return tls;
    }
}
