package io.sallyport.proxy.backend;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
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
    private final DoubleSupplier random;
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
        this.servers =
                servers.stream()
                        .map(server ->
                                new Server(
                                        name,
                                        server,
                                        terms.ejection(),
                                        quota,
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
        return new ServerSelection(this, affinity, turns.take(), terms.connectTries());
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
