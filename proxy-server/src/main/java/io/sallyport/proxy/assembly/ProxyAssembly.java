package io.sallyport.proxy.assembly;

import io.sallyport.config.model.BindAddress;
import io.sallyport.config.model.ClientAuthSettings;
import io.sallyport.config.model.Configuration;
import io.sallyport.config.model.Listener;
import io.sallyport.config.model.ListenerTls;
import io.sallyport.config.model.LiveSettings;
import io.sallyport.config.model.StartupSettings;
import io.sallyport.proxy.backend.Backend;
import io.sallyport.proxy.clientauth.ClientCertificateCheck;
import io.sallyport.proxy.clientauth.ClientCertificateChecks;
import io.sallyport.proxy.credential.ListenerTrust;
import io.sallyport.proxy.identity.IdentitySettings;
import io.sallyport.proxy.insight.TrafficObserver;
import io.sallyport.proxy.listener.BindException;
import io.sallyport.proxy.replay.ReplayRegister;
import io.sallyport.proxy.runtime.ClientRates;
import io.sallyport.proxy.runtime.ListenerMode;
import io.sallyport.proxy.runtime.ListenerSettings;
import io.sallyport.proxy.runtime.Routing;
import io.sallyport.proxy.runtime.Snapshot;
import io.sallyport.proxy.runtime.TlsSettings;
import io.sallyport.proxy.runtime.TraceSampling;
import io.sallyport.proxy.transport.Transport;
import io.sallyport.proxy.transport.TransportUnavailableException;
import io.sallyport.tls.credential.Credentials;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.negotiation.ServerConfiguration;
import io.sallyport.tls.policy.EngineLimits;
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
public final class ProxyAssembly implements AutoCloseable {
    /// For how long nodes remember together which early data was taken: twice the tolerance, and what their clocks
    /// may differ by.
    static final Duration COMMON_MEMORY = Duration.ofMinutes(1);

    private final CryptoProvider crypto;
    private final TrafficObserver observer;
    private final TraceSampling sampling;
    private final ServerTokens serverTokens;
    private final Kept<io.sallyport.config.model.Backend, Backend> backends = new Kept<>();
    private final Kept<Sessions.Source, Sessions> sessions = new Kept<>();
    private final ListenerOcsp ocsp;
    private final Kept<io.sallyport.config.model.ClientRates, ClientRates> rates = new Kept<>();
    private final Kept<Path, KeyLogFile> keyLogs = new Kept<>();

    /// @param observer hears of everything that happens to connections
    public ProxyAssembly(CryptoProvider crypto, TrafficObserver observer) {
        this(crypto, observer, TraceSampling.OFF);
    }

    /// @param sampling which requests are traced
    ProxyAssembly(CryptoProvider crypto, TrafficObserver observer, TraceSampling sampling) {
        this.crypto = crypto;
        this.observer = observer;
        this.sampling = sampling;
        this.serverTokens = new ServerTokens(crypto);
        this.ocsp = new ListenerOcsp(observer);
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
                Map.of(),
                new TicketRings(configuration.live().listeners(), Map.of(), crypto),
                null);
    }

    /// The same with ticket keys from wherever they come.
    ///
    /// @param trust for each listener that asks for client certificates, by its name
    /// @param bodies of fixed answers that stand in files
    /// @param common remembers early data for all nodes; null if each listener does so by itself
    Proxy start(
            Configuration configuration,
            Map<String, Credentials> credentials,
            Map<String, ListenerTrust> trust,
            Map<Path, byte[]> bodies,
            TicketRings tickets,
            @Nullable ReplayRegister common)
            throws BindException {
        Snapshot snapshot =
                snapshot(configuration.live(), credentials, trust, bodies, tickets, common);
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

    /// What a configuration is, with all that it has in common with the one before it.
    ///
    /// @param trust for each listener that asks for client certificates, by its name
    /// @param bodies of fixed answers that stand in files
    Snapshot snapshot(
            LiveSettings live,
            Map<String, Credentials> credentials,
            Map<String, ListenerTrust> trust,
            Map<Path, byte[]> bodies,
            TicketRings tickets,
            @Nullable ReplayRegister common) {
        Map<String, Backend> backends = new LinkedHashMap<>();
        live.backends()
                .forEach((name, model) ->
                        backends.put(
                                name,
                                this.backends.get(
                                        name,
                                        model,
                                        () ->
                                                BackendAssembly.backend(
                                                        name, model, serverTokens, observer))));
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
                                        trust.get(name),
                                        tickets.of(name),
                                        common)));
        this.backends.retain(live.backends().keySet());
        sessions.retain(live.listeners().keySet());
        ocsp.retainUsed();
        rates.retain(live.listeners().keySet());
        keyLogs.retain(live.listeners().keySet());
        return new Snapshot(listeners, List.copyOf(backends.values()));
    }

    private ListenerSettings listener(
            String name,
            Listener model,
            Routing routing,
            @Nullable Credentials credentials,
            @Nullable ListenerTrust trust,
            @Nullable TicketKeyRing tickets,
            @Nullable ReplayRegister common) {
        return new ListenerSettings(
                name,
                switch (model.mode()) {
                    case TCP -> ListenerMode.TCP;
                    case HTTP -> ListenerMode.HTTP;
                },
                model.tls()
                        .map(tls -> tls(name, tls, model, credentials, trust, tickets, common))
                        .orElse(null),
                routing,
                model.limits().maxConnections(),
                model.limits().maxHandshakes(),
                model.limits().bufferPerDirection().toIntExact(),
                model.idleTimeout(),
                model.proxyProtocol(),
                model.forwarding(),
                IdentitySettings.of(model.identity()),
                model.limits().http(),
                rates.get(
                        name, model.limits().rates(), () -> ClientRates.of(model.limits().rates())),
                sampling);
    }

    private TlsSettings tls(
            String listener,
            ListenerTls tls,
            Listener model,
            @Nullable Credentials credentials,
            @Nullable ListenerTrust trust,
            @Nullable TicketKeyRing tickets,
            @Nullable ReplayRegister common) {
        if (credentials == null) {
            throw new IllegalArgumentException("listener " + listener + ": no credentials");
        }
        Sessions kept =
                sessions.get(
                        listener,
                        new Sessions.Source(tls.sessions(), tickets, common),
                        () -> Sessions.of(new Sessions.Source(tls.sessions(), tickets, common)));
        ClientCertificateChecks clients =
                ClientCertificateChecks.of(
                        tls.clientAuth(), settings -> check(listener, settings, trust));
        return TlsSettings.of(
                new ServerConfiguration(
                        PolicyAssembly.policy(tls),
                        credentials,
                        switch (tls.unknownServerName()) {
                            case DEFAULT -> ServerConfiguration.UnknownServerName.DEFAULT;
                            case REFUSE -> ServerConfiguration.UnknownServerName.REFUSE;
                        },
                        alpn(model, tls),
                        tls.keyLogFile()
                                .map(file ->
                                        keyLogs.get(listener, file, () -> KeyLogFile.open(file)))
                                .orElse(null),
                        kept.resumption(),
                        tls.requireExtendedMasterSecret(),
                        null),
                EngineLimits.DEFAULT.withClientHelloSize(
                        model.limits().maxClientHelloSize().toIntExact()),
                tls.handshakeTimeout(),
                kept.replays(),
                clients);
    }

    private ClientCertificateCheck check(
            String listener, ClientAuthSettings settings, @Nullable ListenerTrust trust) {
        if (trust == null) {
            throw new IllegalArgumentException("listener " + listener + ": no trusted CAs");
        }
        return new ClientCertificateCheck(
                settings,
                trust.of(settings).trust(),
                ocsp.of(listener, settings),
                InstantSource.system());
    }

    /// What `mode: http` speaks.
    private static List<String> alpn(Listener model, ListenerTls tls) {
        boolean http = model.mode() == io.sallyport.config.model.ListenerMode.HTTP;
        return http && tls.alpn().isEmpty() ? List.of("h2", "http/1.1") : tls.alpn();
    }

    private static InetSocketAddress address(BindAddress bind) {
        return new InetSocketAddress(bind.host(), bind.port());
    }

    /// Asks nobody any more. What was started is not stopped.
    @Override
    public void close() {
        ocsp.close();
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
