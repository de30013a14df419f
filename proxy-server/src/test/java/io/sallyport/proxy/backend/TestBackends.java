package io.sallyport.proxy.backend;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.LongSupplier;

/// Backends with a clock of the test's, and with chance that is the same each time.
final class TestBackends {
    private TestBackends() {}

    /// Servers `s0`, `s1` and so on.
    static Backend of(
            List<Integer> weights, BackendTerms terms, LongSupplier clock, List<String> changes) {
        List<ServerDefinition> servers = new ArrayList<>();
        for (int i = 0; i < weights.size(); i++) {
            servers.add(
                    new ServerDefinition(
                            "s" + i,
                            new InetSocketAddress("127.0.0.1", i + 1),
                            weights.get(i),
                            "token-s" + i));
        }
        return new Backend(
                "app",
                servers,
                terms,
                (backend, server, up, why) ->
                        changes.add(backend + ' ' + server + (up ? " up: " : " down: ") + why),
                clock,
                new Random(1)::nextDouble);
    }

    static BackendTerms terms(Balance balance, int tries, Ejection ejection) {
        return new BackendTerms(
                false,
                balance,
                HashKey.CLIENT,
                null,
                Duration.ofSeconds(1),
                tries,
                null,
                ejection,
                new RetryTerms(2, Set.of(), 20),
                new BackendLimits(10, 2, 3, Duration.ofSeconds(1)),
                new KeepAlive(1, Duration.ofSeconds(1)),
                SendProxyProtocol.NONE,
                Set.of());
    }
}
