package io.sallyport.proxy.backend;

import io.sallyport.config.model.ProxyProtocolTlv;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Servers that are equally good for a connection or request. Thread-safe.
public final class Backend {
    private final String name;
    private final BackendTerms terms;
    private final List<Server> servers;
    private final Map<String, Integer> byToken = new HashMap<>();
    private final Turns turns;
    private final RetryBudget budget;
    private final WaitingLine line;
    private final AtomicInteger requests = new AtomicInteger();
    private final DoubleSupplier random;
    private final List<Runnable> reclaimers = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> retirement = new CompletableFuture<>();

    /// @param servers in the order of the configuration; at least one
    /// @param listener hears when a server stops or starts being usable
    public static Backend of(
            String name,
            List<ServerDefinition> servers,
            BackendTerms terms,
            ServerStateListener listener) {
        return new Backend(
                name,
                servers,
                terms,
                listener,
                System::nanoTime,
                () -> ThreadLocalRandom.current().nextDouble());
    }

    /// @param random from 0 to 1, without 1
    Backend(
            String name,
            List<ServerDefinition> servers,
            BackendTerms terms,
            ServerStateListener listener,
            LongSupplier nanoTime,
            DoubleSupplier random) {
        if (servers.isEmpty()) {
            throw new IllegalArgumentException(
                    "backend " + name + ": no servers (expected: at least one)");
        }
        EjectionQuota quota = new EjectionQuota(servers.size(), terms.ejection().maxPercent());
        this.name = name;
        this.terms = terms;
        this.budget = new RetryBudget(terms.retry().budgetPercent());
        this.line = new WaitingLine(terms.limits().maxWaiting());
        this.servers =
                servers.stream()
                        .map(server ->
                                new Server(
                                        name,
                                        server,
                                        terms,
                                        quota,
                                        line::callNext,
                                        nanoTime,
                                        telling(listener)))
                        .toList();
        for (int i = 0; i < servers.size(); i++) {
            byToken.put(servers.get(i).token(), i);
        }
        this.turns = new Turns(this.servers);
        this.random = random;
    }

    public String name() {
        return name;
    }

    public List<Server> servers() {
        return servers;
    }

    /// Whether requests go to its servers by HTTP/2, else by HTTP/1.1.
    public boolean speaksHttp2() {
        return terms.http2();
    }

    public Duration connectTimeout() {
        return terms.connectTimeout();
    }

    /// What decides on the server, or null if nothing of a client or request does.
    public @Nullable HashKey hash() {
        return terms.balance() == Balance.CONSISTENT_HASH ? terms.hash() : null;
    }

    /// The cookie that brings clients back to their server, or null.
    public @Nullable StickyCookie sticky() {
        return terms.sticky();
    }

    /// The servers to try for one connection or request, one after the other.
    public ServerSelection select(Affinity affinity) {
        return select(affinity, Set.of());
    }

    /// The same for a request that is made again.
    ///
    /// @param avoided servers that were asked before, which come last
    public ServerSelection select(Affinity affinity, Set<Server> avoided) {
        // who asks again has had its turn
        int turn = avoided.isEmpty() ? turns.take() : turns.next();
        return new ServerSelection(this, affinity, avoided, turn, terms.connectTries());
    }

    /// When a request is made again.
    public RetryTerms retry() {
        return terms.retry();
    }

    /// Connections that are kept for the next request.
    public KeepAlive keepAlive() {
        return terms.keepAlive();
    }

    /// Whether servers are told who the client is.
    public SendProxyProtocol sendProxyProtocol() {
        return terms.sendProxyProtocol();
    }

    /// What its servers are told besides the addresses, by version 2.
    public Set<ProxyProtocolTlv> proxyProtocolTlvs() {
        return terms.proxyProtocolTlvs();
    }

    /// How long somebody waits in [#line].
    public Duration waitTimeout() {
        return terms.limits().waitTimeout();
    }

    /// Who waits for a connection to one of the servers.
    public WaitingLine line() {
        return line;
    }

    /// Whether one of the servers that are worth it may have another connection.
    public boolean hasRoom() {
        return servers.stream().anyMatch(server -> server.isUsable() && server.hasRoom());
    }

    /// Somebody waits for a connection: those that keep some that nobody uses are asked to close one each.
    public void reclaim() {
        reclaimers.forEach(Runnable::run);
    }

    /// Has something done to make room when somebody waits.
    public void onReclaim(Runnable action) {
        reclaimers.add(action);
    }

    /// Requests under way.
    public int requests() {
        return requests.get();
    }

    /// A request is about to begin.
    ///
    /// @return whether it may; then [#requestEnds] is to be told some time
    public boolean requestBegins() {
        int most = terms.limits().maxRequests();
        boolean may = requests.getAndUpdate(now -> now < most ? now + 1 : now) < most;
        if (may) {
            budget.put();
        }
        return may;
    }

    public void requestEnds() {
        requests.decrementAndGet();
    }

    /// Whether a request may be made again, as far as the budget goes, which it is then taken out of.
    public boolean takesRetry() {
        return budget.take();
    }

    /// How servers are asked whether they are well, or null if they are not.
    public @Nullable HealthTerms health() {
        return terms.health();
    }

    /// Nothing new will come to it: it is in no snapshot any more, or the proxy ends. What is under way goes on; what
    /// only waits for something new ends. Harmless if told again.
    public void retire() {
        retirement.complete(null);
    }

    public boolean isRetired() {
        return retirement.isDone();
    }

    /// Has something done when nothing new will come; at once if that is so.
    public void onRetirement(Runnable action) {
        retirement.thenRun(action);
    }

    /// That nobody is left is worth a word, and what happens then.
    private ServerStateListener telling(ServerStateListener listener) {
        return (backend, server, up, why) ->
                listener.changed(
                        backend,
                        server,
                        up,
                        up || servers().stream().anyMatch(Server::isUp)
                                ? why
                                : why + "; no server of the backend is up now, so all are tried");
    }

    Balance balance() {
        return terms.balance();
    }

    Turns turns() {
        return turns;
    }

    double random() {
        return random.getAsDouble();
    }

    /// The place of the server that a token stands for, or -1.
    int indexOf(String token) {
        return byToken.getOrDefault(token, -1);
    }

    boolean isWithoutHealthyServer() {
        return servers.stream().noneMatch(Server::isHealthy);
    }
}
