package io.sallyport.proxy.assembly;

import io.sallyport.config.model.Configuration;
import io.sallyport.config.model.Listener;
import io.sallyport.config.model.StartupSettings;
import io.sallyport.proxy.accesslog.TrafficLog;
import io.sallyport.proxy.admin.AdminPages;
import io.sallyport.proxy.admin.HandshakeHistory;
import io.sallyport.proxy.admin.MetricsSource;
import io.sallyport.proxy.admin.Readiness;
import io.sallyport.proxy.clientauth.ClientTrust;
import io.sallyport.proxy.credential.ClientTrustFiles;
import io.sallyport.proxy.credential.ListenerTrust;
import io.sallyport.proxy.endpoint.HttpEndpoint;
import io.sallyport.proxy.endpoint.Response;
import io.sallyport.proxy.insight.JsonText;
import io.sallyport.proxy.insight.ReportFields;
import io.sallyport.proxy.insight.TrafficObserver;
import io.sallyport.proxy.listener.BindException;
import io.sallyport.proxy.metrics.CrlMeters;
import io.sallyport.proxy.metrics.Exposition;
import io.sallyport.proxy.metrics.MeterStore;
import io.sallyport.proxy.metrics.ProcessMeters;
import io.sallyport.proxy.metrics.TrafficMeters;
import io.sallyport.proxy.replay.RedisAccess;
import io.sallyport.proxy.replay.RedisReplayRegister;
import io.sallyport.proxy.runtime.TraceSampling;
import io.sallyport.proxy.tracing.Tracing;
import io.sallyport.proxy.transport.Transport;
import io.sallyport.tls.credential.Credential;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The whole program but for its process: the proxy, what watches it, and the admin address.
/// Thread-safe.
public final class Service implements AutoCloseable {
    private static final int ADMIN_CONNECTIONS = 256;

    private final Preparation.Ready prepared;
    private final HttpEndpoint admin;
    private final Proxy proxy;
    private final TicketRings tickets;
    private final FileWatch watch;
    private final @Nullable RedisReplayRegister redis;
    private final @Nullable Tracing tracing;
    private final ProcessMeters processMeters;
    private final ProxyAssembly assembly;
    private final TrafficLog trafficLog;
    private final Reloading reloading;
    private volatile List<WatchedClientTrust> clientTrust = List.of();
    private volatile Readiness readiness = Readiness.STARTING;

    private Service(
            Preparation.Ready prepared,
            String release,
            List<TrafficObserver> more,
            @Nullable ConfigurationSource source)
            throws IOException {
        this.prepared = prepared;
        MeterStore meters = new MeterStore();
        HandshakeHistory history = new HandshakeHistory(InstantSource.system());
        this.processMeters = new ProcessMeters(meters);
        this.tickets =
                new TicketRings(
                        prepared.configuration().live().listeners(),
                        prepared.ticketSecrets(),
                        prepared.crypto());
        this.admin = startAdmin(meters, history, release);
        this.trafficLog = new TrafficLog(prepared.configuration().live().log());
        TrafficObserver watching = observers(meters, history, more);
        StartupSettings startup = prepared.configuration().startup();
        this.tracing =
                startup.tracing()
                        .map(settings -> Tracing.start(settings, release, watching))
                        .orElse(null);
        TrafficObserver observers =
                tracing == null ? watching : TrafficObserver.of(List.of(watching, tracing));
        this.assembly = new ProxyAssembly(prepared.crypto(), observers, sampling(startup));
        this.redis = prepared.redis().map(access -> redis(access, observers)).orElse(null);
        try {
            this.proxy = startProxy();
        } catch (BindException | RuntimeException e) {
            closeWatching();
            throw e;
        }
        processMeters.build(release);
        processMeters.crypto(prepared.crypto().inventory());
        describe(prepared);
        this.reloading =
                new Reloading(startup, assembly, proxy, tickets, redis, source, this::inForce);
        this.watch = FileWatch.start(this::watched);
        readiness = Readiness.READY;
    }

    /// Starts serving. When this returns, every address accepts connections.
    ///
    /// @param release what is running, in words
    /// @param more who else wants to hear of connections
    /// @throws IOException if an address cannot be listened on; the message is for the operator, and
    ///     nothing runs then
    public static Service start(
            Preparation.Ready prepared, String release, List<TrafficObserver> more)
            throws IOException {
        return new Service(prepared, release, more, null);
    }

    /// The same, able to reload.
    ///
    /// @param source of the configurations after this one
    public static Service start(
            Preparation.Ready prepared,
            String release,
            List<TrafficObserver> more,
            ConfigurationSource source)
            throws IOException {
        return new Service(prepared, release, more, source);
    }

    /// Reads the configuration anew and puts it in force, if all of it is good. Blocks on files.
    public ReloadOutcome reload() {
        ReloadOutcome outcome = reloading.run();
        processMeters.reloaded(outcome instanceof ReloadOutcome.Reloaded);
        return outcome;
    }

    private void inForce(Preparation.Ready ready) {
        trafficLog.apply(ready.configuration().live().log());
        describe(ready);
        proxy.reviewClients();
    }

    /// Where each listener really listens, by its name, and the admin address as `admin`.
    public Map<String, SocketAddress> addresses() {
        Map<String, SocketAddress> addresses = new LinkedHashMap<>(proxy.addresses());
        addresses.put("admin", admin.address());
        return addresses;
    }

    /// How the proxy talks to the kernel.
    public Transport transport() {
        return proxy.transport();
    }

    /// Connections of clients that are open.
    public int openConnections() {
        return proxy.openConnections();
    }

    /// Adds what takes time to gather to the metrics: when the first connections can already be served.
    public void completeMetrics() {
        processMeters.runtime();
    }

    /// Looks at once whether files with ticket keys have changed, as is done every ten seconds anyhow.
    public void pollTicketKeys() {
        tickets.watched().forEach(WatchedTicketKeys::poll);
    }

    /// Looks at once whether trusted CAs or CRLs have changed, as is done every ten seconds anyhow.
    public void pollClientTrust() {
        clientTrust.forEach(WatchedClientTrust::poll);
    }

    private List<WatchedFiles> watched() {
        List<WatchedFiles> watched = new ArrayList<>(tickets.watched());
        watched.addAll(clientTrust);
        return watched;
    }

    /// The CAs and CRLs of a configuration that is in force from now on.
    private void describeTrust(
            String listener, ListenerTrust trust, List<WatchedClientTrust> watched) {
        measure(listener, trust);
        Runnable inForce =
                () -> {
                    measure(listener, trust);
                    proxy.reviewClients();
                };
        for (ClientTrustFiles files : trust.all()) {
            watched.add(new WatchedClientTrust(listener, files, inForce));
        }
    }

    private void measure(String listener, ListenerTrust trust) {
        List<ClientTrust> current =
                trust.all().stream().map(files -> files.trust().current()).toList();
        processMeters.trust(
                listener,
                current.stream()
                        .map(each -> each.bundle().nextExpiry())
                        .min(Comparator.naturalOrder())
                        .orElse(Instant.MAX));
        processMeters.crls(listener, ages(current));
    }

    /// By their files; of several in a file, the one that is renewed first counts.
    private static Map<String, CrlMeters.Ages> ages(List<ClientTrust> trust) {
        Map<String, CrlMeters.Ages> ages = new HashMap<>();
        trust.stream()
                .map(ClientTrust::revocation)
                .filter(Objects::nonNull)
                .flatMap(lists -> lists.all().stream())
                .forEach(list ->
                        ages.merge(
                                list.source(),
                                new CrlMeters.Ages(list.thisUpdate(), list.nextUpdate()),
                                (one, other) ->
                                        one.nextUpdate().isBefore(other.nextUpdate())
                                                ? one
                                                : other));
        return ages;
    }

    /// Stops accepting, says so at the admin address, and lets open connections end by themselves.
    ///
    /// @return completed when none is open any more, or the time is over
    public CompletableFuture<Void> drain(Duration timeout) {
        readiness = Readiness.DRAINING;
        return proxy.drain(timeout);
    }

    /// Ends at once.
    @Override
    public void close() {
        watch.close();
        proxy.close();
        closeWatching();
    }

    private static TraceSampling sampling(StartupSettings startup) {
        return startup.tracing()
                .map(settings -> TraceSampling.of(settings.sampleRatio()))
                .orElse(TraceSampling.OFF);
    }

    private static RedisReplayRegister redis(RedisAccess access, TrafficObserver observer) {
        return new RedisReplayRegister(
                access,
                ProxyAssembly.COMMON_MEMORY,
                (up, cause) -> observer.redisState(access.server(), up, cause));
    }

    private void closeWatching() {
        if (redis != null) {
            redis.close();
        }
        if (tracing != null) {
            tracing.close();
        }
        assembly.close();
        admin.close();
        processMeters.close();
    }

    private HttpEndpoint startAdmin(MeterStore meters, HandshakeHistory history, String release)
            throws IOException {
        InetSocketAddress address =
                new InetSocketAddress(
                        prepared.configuration().startup().admin().host(),
                        prepared.configuration().startup().admin().port());
        AdminPages pages =
                new AdminPages(
                        new Scrape(new Exposition(meters)),
                        history,
                        () -> readiness,
                        () -> facts(release),
                        tickets::descriptions,
                        this::reloadPage);
        try {
            return HttpEndpoint.start(Transport.best(), address, ADMIN_CONNECTIONS, pages);
        } catch (IOException e) {
            throw new BindException("admin", address, e);
        }
    }

    private Response reloadPage() {
        if (readiness == Readiness.STARTING) {
            return Response.text(503, readiness.id());
        }
        ReloadOutcome outcome = reload();
        return Response.json(ReloadFields.status(outcome), JsonText.of(ReloadFields.of(outcome)));
    }

    /// The metrics know nothing of the admin address, nor it of them.
    private record Scrape(Exposition exposition) implements MetricsSource {

        @Override
        public String contentType(@Nullable String accept) {
            return exposition.contentType(accept);
        }

        @Override
        public byte[] text(@Nullable String accept) {
            return exposition.text(accept);
        }
    }

    private Map<String, String> facts(String release) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("release", release);
        facts.put("Java", Runtime.version().toString());
        if (readiness != Readiness.STARTING) {
            addresses().forEach((name, address) -> facts.put(name, ReportFields.address(address)));
            facts.put("connections open", String.valueOf(openConnections()));
        }
        return facts;
    }

    private Proxy startProxy() throws BindException {
        return assembly.start(
                prepared.configuration(),
                prepared.credentials(),
                prepared.trust(),
                prepared.bodies(),
                tickets,
                redis);
    }

    private TrafficObserver observers(
            MeterStore meters, HandshakeHistory history, List<TrafficObserver> more) {
        Configuration configuration = prepared.configuration();
        List<TrafficObserver> observers = new ArrayList<>(more);
        observers.add(new TrafficMeters(meters, configuration.live().listeners().keySet()));
        observers.add(trafficLog);
        observers.add(history);
        return TrafficObserver.of(observers);
    }

    private void describe(Preparation.Ready ready) {
        processMeters.inForce(Instant.now());
        processMeters.describe(() -> describeParts(ready));
    }

    private void describeParts(Preparation.Ready ready) {
        List<WatchedClientTrust> watched = new ArrayList<>();
        ready.trust().forEach((listener, files) -> describeTrust(listener, files, watched));
        clientTrust = List.copyOf(watched);
        for (Map.Entry<String, Listener> entry :
                ready.configuration().live().listeners().entrySet()) {
            entry.getValue()
                    .tls()
                    .ifPresent(tls ->
                            processMeters.keyLog(entry.getKey(), tls.keyLogFile().isPresent()));
        }
        ready.credentials()
                .forEach((listener, credentials) -> {
                    for (Credential credential : credentials.all()) {
                        processMeters.certificate(
                                credential.name(),
                                listener,
                                credential.chain().endEntity().getNotAfter().toInstant());
                    }
                });
    }
}
