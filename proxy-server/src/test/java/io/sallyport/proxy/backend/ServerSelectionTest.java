package io.sallyport.proxy.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ServerSelectionTest {
    private final AtomicLong clock = new AtomicLong(1);
    private final List<String> changes = new ArrayList<>();

    @Test
    void takesTurns() {
        Backend backend = backend(Balance.ROUND_ROBIN, 3, 3);
        assertThat(firsts(backend, 6)).containsExactly("s0", "s1", "s2", "s0", "s1", "s2");
    }

    @Test
    void triesNoServerTwice() {
        ServerSelection selection = backend(Balance.ROUND_ROBIN, 3, 10).select();
        assertThat(List.of(name(selection), name(selection), name(selection)))
                .containsExactly("s0", "s1", "s2");
        assertThat(selection.next()).isNull();
    }

    @Test
    void triesNoMoreServersThanAllowed() {
        ServerSelection selection = backend(Balance.ROUND_ROBIN, 3, 2).select();
        assertThat(List.of(name(selection), name(selection))).containsExactly("s0", "s1");
        assertThat(selection.next()).isNull();
    }

    @Test
    void takesTheServerWithTheFewestConnections() {
        Backend backend = backend(Balance.LEAST_CONNECTIONS, 3, 3);
        backend.servers().get(0).connecting();
        backend.servers().get(0).connecting();
        backend.servers().get(1).connecting();
        assertThat(firsts(backend, 2)).containsExactly("s2", "s2");
        backend.servers().get(2).connecting();
        backend.servers().get(2).connecting();
        assertThat(firsts(backend, 1)).containsExactly("s1");
        ServerSelection selection = backend.select();
        assertThat(List.of(name(selection), name(selection), name(selection)))
                .startsWith("s1")
                .containsExactlyInAnyOrder("s0", "s1", "s2");
    }

    @Test
    void takesTurnsAmongServersWithEquallyManyConnections() {
        Backend backend = backend(Balance.LEAST_CONNECTIONS, 3, 3);
        assertThat(firsts(backend, 3)).containsExactly("s0", "s1", "s2");
    }

    @Test
    void countsAConnectionUntilItIsOver() {
        Server server = backend(Balance.ROUND_ROBIN, 1, 1).servers().getFirst();
        server.connecting();
        server.connected();
        server.connecting();
        server.connectFailed();
        assertThat(server.connections()).isEqualTo(1);
        server.disconnected();
        assertThat(server.connections()).isZero();
    }

    @Test
    void passesAServerOverThatCouldNotBeConnectedTo() {
        Backend backend = backend(Balance.ROUND_ROBIN, 3, 3);
        fail(backend.servers().get(1));
        assertThat(firsts(backend, 6)).doesNotContain("s1").contains("s0", "s2");
    }

    @Test
    void triesAFailedServerAfterAllOthers() {
        Backend backend = backend(Balance.ROUND_ROBIN, 3, 3);
        fail(backend.servers().get(0));
        ServerSelection selection = backend.select();
        assertThat(List.of(name(selection), name(selection), name(selection)))
                .containsExactly("s1", "s2", "s0");
    }

    @Test
    void givesAFailedServerAnotherChanceAfterAWhile() {
        Backend backend = backend(Balance.ROUND_ROBIN, 2, 2);
        fail(backend.servers().get(0));
        clock.addAndGet(Server.PASSED_OVER.toNanos() - 1);
        assertThat(firsts(backend, 2)).containsExactly("s1", "s1");
        clock.incrementAndGet();
        assertThat(firsts(backend, 2)).containsExactly("s0", "s1");
    }

    @Test
    void tellsOnceOfAServerThatIsLostAndOfItsReturn() {
        Server server = backend(Balance.ROUND_ROBIN, 1, 1).servers().getFirst();
        fail(server);
        fail(server);
        server.connecting();
        server.connected();
        server.connected();
        assertThat(changes).containsExactly("app s0 down", "app s0 up");
        assertThat(server.isUp()).isTrue();
    }

    private static void fail(Server server) {
        server.connecting();
        server.connectFailed();
    }

    private Backend backend(Balance balance, int servers, int tries) {
        Map<String, SocketAddress> addresses = new LinkedHashMap<>();
        for (int i = 0; i < servers; i++) {
            addresses.put("s" + i, new InetSocketAddress("127.0.0.1", i + 1));
        }
        return new Backend(
                "app",
                addresses,
                balance,
                Duration.ofSeconds(1),
                tries,
                (backend, server, up) ->
                        changes.add(backend + ' ' + server + (up ? " up" : " down")),
                clock::get);
    }

    private static List<String> firsts(Backend backend, int times) {
        return IntStream.range(0, times).mapToObj(_ -> name(backend.select())).toList();
    }

    private static String name(ServerSelection selection) {
        return Objects.requireNonNull(selection.next()).name();
    }
}
