package io.sallyport.proxy.assembly;

import io.sallyport.config.model.BindAddress;
import io.sallyport.config.model.Configuration;
import io.sallyport.config.model.EarlyDataSettings;
import io.sallyport.config.model.Listener;
import io.sallyport.config.model.ListenerTls;
import io.sallyport.config.model.LiveSettings;
import io.sallyport.config.model.SessionSettings;
import io.sallyport.config.model.StartupSettings;
import io.sallyport.proxy.backend.Backend;
import io.sallyport.proxy.insight.TrafficObserver;
import io.sallyport.proxy.listener.BindException;
import io.sallyport.proxy.replay.LocalReplayRegister;
import io.sallyport.proxy.replay.ReplayRegister;
import io.sallyport.proxy.runtime.ClientRates;
import io.sallyport.proxy.runtime.ListenerMode;
import io.sallyport.proxy.runtime.ListenerSettings;
import io.sallyport.proxy.runtime.Routing;
import io.sallyport.proxy.runtime.Snapshot;
import io.sallyport.proxy.runtime.TlsSettings;
import io.sallyport.proxy.transport.Transport;
import io.sallyport.proxy.transport.TransportUnavailableException;
import io.sallyport.tls.credential.Credentials;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.negotiation.ServerConfiguration;
import io.sallyport.tls.policy.EngineLimits;
import io.sallyport.tls.resumption.EarlyDataAcceptance;
import io.sallyport.tls.resumption.Resumption;
import io.sallyport.tls.resumption.SessionCache;
import io.sallyport.tls.resumption.StrikeRegister;
import io.sallyport.tls.resumption.TicketKeyRing;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Translates a configuration into a running [Proxy].
public final class ProxyAssembly {
    /// By how much a client's idea of its ticket's age may differ from ours (RFC 9846, section 8.3).
    private static final Duration AGE_TOLERANCE = Duration.ofSeconds(10);

    /// For how long nodes remember together which early data was taken: twice the tolerance, and what their clocks
    /// may differ by.
    static final Duration COMMON_MEMORY = Duration.ofMinutes(1);

    private final CryptoProvider crypto;
    private final TrafficObserver observer;
    private final ServerTokens serverTokens;

    /// @param observer hears of everything that happens to connections
    public ProxyAssembly(CryptoProvider crypto, TrafficObserver observer) {
        this.crypto = crypto;
        this.observer = observer;
        this.serverTokens = new ServerTokens(crypto);
    }

    /// Starts serving. When this returns, every listener accepts connections.
    ///
    /// @param credentials for each listener with TLS, by its name
    /// @throws BindException if one of the listeners cannot listen; nothing runs then
    /// @throws TransportUnavailableException if this machine does not have the transport
    /// @throws IllegalArgumentException if a listener with TLS has no credentials, or one has ticket keys
    ///     from elsewhere
    public Proxy start(Configuration configuration, Map<String, Credentials> credentials)
            throws BindException {
        return start(
                configuration,
                credentials,
                Map.of(),
                new TicketRings(configuration.live().listeners(), Map.of(), crypto),
                null);
    }

    /// The same with ticket keys from wherever they come.
    ///
    /// @param bodies of fixed answers that stand in files
    /// @param common remembers early data for all nodes; null if each listener does so by itself
    Proxy start(
            Configuration configuration,
            Map<String, Credentials> credentials,
            Map<Path, byte[]> bodies,
            TicketRings tickets,
            @Nullable ReplayRegister common)
            throws BindException {
        Snapshot snapshot = snapshot(configuration.live(), credentials, bodies, tickets, common);
        StartupSettings startup = configuration.startup();
        Map<String, InetSocketAddress> addresses = new LinkedHashMap<>();
        startup.listeners().forEach((name, bind) -> addresses.put(name, address(bind)));
        return Proxy.start(
                transport(startup),
                startup.eventLoopThreads().orElse(Runtime.getRuntime().availableProcessors()),
                addresses,
                snapshot,
                crypto,
                observer);
    }

    private Snapshot snapshot(
            LiveSettings live,
            Map<String, Credentials> credentials,
            Map<Path, byte[]> bodies,
            TicketRings tickets,
            @Nullable ReplayRegister common) {
        Map<String, Backend> backends = new LinkedHashMap<>();
        live.backends()
                .forEach((name, model) ->
                        backends.put(
                                name,
                                BackendAssembly.backend(name, model, serverTokens, observer)));
        RoutingAssembly routing = new RoutingAssembly(backends, bodies);
        Map<String, ListenerSettings> listeners = new LinkedHashMap<>();
        live.listeners()
                .forEach((name, model) ->
                        listeners.put(
                                name,
                                listener(
                                        name,
                                        model,
                                        routing.of(model),
                                        credentials.get(name),
                                        tickets.of(name),
                                        common)));
        return new Snapshot(listeners, List.copyOf(backends.values()));
    }

    private ListenerSettings listener(
            String name,
            Listener model,
            Routing routing,
            @Nullable Credentials credentials,
            @Nullable TicketKeyRing tickets,
            @Nullable ReplayRegister common) {
        return new ListenerSettings(
                name,
                switch (model.mode()) {
                    case TCP -> ListenerMode.TCP;
                    case HTTP -> ListenerMode.HTTP;
                },
                model.tls()
                        .map(tls -> tls(name, tls, model, credentials, tickets, common))
                        .orElse(null),
                routing,
                model.limits().maxConnections(),
                model.limits().maxHandshakes(),
                model.limits().bufferPerDirection().toIntExact(),
                model.idleTimeout(),
                model.proxyProtocol(),
                model.forwarding(),
                model.limits().http(),
                ClientRates.of(model.limits().rates()));
    }

    private TlsSettings tls(
            String listener,
            ListenerTls tls,
            Listener model,
            @Nullable Credentials credentials,
            @Nullable TicketKeyRing tickets,
            @Nullable ReplayRegister common) {
        if (credentials == null) {
            throw new IllegalArgumentException("listener " + listener + ": no credentials");
        }
        return TlsSettings.of(
                new ServerConfiguration(
                        PolicyAssembly.policy(tls),
                        credentials,
                        switch (tls.unknownServerName()) {
                            case DEFAULT -> ServerConfiguration.UnknownServerName.DEFAULT;
                            case REFUSE -> ServerConfiguration.UnknownServerName.REFUSE;
                        },
                        alpn(model, tls),
                        tls.keyLogFile().map(KeyLogFile::open).orElse(null),
                        resumption(tls.sessions(), tickets),
                        tls.requireExtendedMasterSecret(),
                        null),
                EngineLimits.DEFAULT.withClientHelloSize(
                        model.limits().maxClientHelloSize().toIntExact()),
                tls.handshakeTimeout(),
                tls.sessions()
                        .earlyData()
                        .map(early -> common == null ? register(early) : common)
                        .orElse(null));
    }

    /// What `mode: http` speaks.
    private static List<String> alpn(Listener model, ListenerTls tls) {
        boolean http = model.mode() == io.sallyport.config.model.ListenerMode.HTTP;
        return http && tls.alpn().isEmpty() ? List.of("h2", "http/1.1") : tls.alpn();
    }

    /// Sessions stay within their listener.
    private static Resumption resumption(
            SessionSettings sessions, @Nullable TicketKeyRing tickets) {
        Resumption resumption =
                new Resumption(
                                tickets,
                                sessions.cacheSize() > 0
                                        ? new SessionCache(sessions.cacheSize())
                                        : null,
                                sessions.timeout(),
                                InstantSource.system())
                        .withTicketsPerHandshake(sessions.ticketsPerHandshake());
        return sessions.earlyData()
                .map(early -> resumption.withEarlyData(acceptance(early)))
                .orElse(resumption);
    }

    private static EarlyDataAcceptance acceptance(EarlyDataSettings early) {
        return new EarlyDataAcceptance(early.maximumSize().toIntExact(), AGE_TOLERANCE);
    }

    /// Early data is only taken under keys of this process's own, so that there is nothing from before it.
    private static ReplayRegister register(EarlyDataSettings early) {
        return new LocalReplayRegister(
                StrikeRegister.besideNewKeys(
                        early.registerSize(), acceptance(early).memory(), InstantSource.system()));
    }

    private static InetSocketAddress address(BindAddress bind) {
        return new InetSocketAddress(bind.host(), bind.port());
    }

    /// What the setting means on this machine.
    static Transport transport(StartupSettings startup) {
        return switch (startup.transport()) {
            case AUTO -> Transport.best();
            case EPOLL -> Transport.EPOLL;
            case IO_URING -> Transport.IO_URING;
            case NIO -> Transport.NIO;
        };
    }
}
