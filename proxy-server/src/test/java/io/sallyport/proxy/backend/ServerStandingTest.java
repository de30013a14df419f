package io.sallyport.proxy.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Servers with which it goes badly are passed over for a while, and come back.
class ServerStandingTest {
    private static final Duration TIME = Duration.ofSeconds(10);
    private static final Ejection TERMS =
            new Ejection(2, 3, true, TIME, Duration.ofSeconds(35), 50, Duration.ZERO);

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1);
    private final List<String> changes = new ArrayList<>();

    @Test
    void isPassedOverAfterSoManyFailuresInARow() {
        Server server = servers(TERMS, 2).getFirst();
        server.failed("reset");
        server.failed("reset");
        server.answered(200);
        server.failed("reset");
        server.answered(503);
        assertThat(server.isUsable()).isTrue();
        server.failed("garbage");
        assertThat(server.isUsable()).isFalse();
        assertThat(server.isUp()).isFalse();
        assertThat(changes).containsExactly("app s0 down: 3 failures in a row, the last: garbage");
    }

    @Test
    void isNotPassedOverForAnswersWithStatus500UnlessThatIsWanted() {
        Server server = servers(Ejection.DEFAULTS, 2).getFirst();
        for (int i = 0; i < 100; i++) {
            server.answered(500);
        }
        assertThat(server.isUp()).isTrue();
    }

    @Test
    void isPassedOverTwiceAsLongEachTimeUpToALimit() {
        Server server = servers(TERMS, 2).getFirst();
        for (int seconds : new int[] {10, 20, 35, 35}) {
            for (int i = 0; i < TERMS.failures(); i++) {
                server.failed("reset");
            }
            pass(Duration.ofSeconds(seconds).minusNanos(1));
            assertThat(server.isUsable()).as("before %d s", seconds).isFalse();
            pass(Duration.ofNanos(1));
            assertThat(server.isUsable()).as("after %d s", seconds).isTrue();
        }
        server.answered(200);
        pass(Duration.ofMinutes(1));
        fail(server);
        pass(TIME);
        assertThat(server.isUsable()).as("it was well for long enough").isTrue();
    }

    @Test
    void isUpAgainWhenItAnswersAfterTheTimeAndNotWhenItTakesAConnection() {
        Server server = servers(TERMS, 2).getFirst();
        fail(server);
        server.connected();
        server.answered(200);
        assertThat(server.isUp()).as("an answer from before").isFalse();
        pass(TIME);
        server.connected();
        assertThat(server.isUp()).isFalse();
        server.answered(200);
        assertThat(server.isUp()).isTrue();
        assertThat(changes).hasSize(2).last().isEqualTo("app s0 up: it answers");
    }

    @Test
    void isPassedOverAfterSoManyConnectsThatFailedInARow() {
        Server server = servers(TERMS, 2).getFirst();
        connectFails(server);
        server.connected();
        connectFails(server);
        assertThat(server.isUp()).isTrue();
        connectFails(server);
        assertThat(server.isUp()).isFalse();
    }

    @Test
    void leavesAsManyServersAsAreNotToBePassedOver() {
        List<Server> servers = servers(TERMS, 5);
        servers.forEach(ServerStandingTest::fail);
        assertThat(servers).filteredOn(server -> !server.isUp()).hasSize(2);
        pass(TIME);
        servers.getFirst().answered(200);
        fail(servers.getLast());
        assertThat(servers.getLast().isUp()).as("there is room again").isFalse();
        Server alone = servers(TERMS, 1).getFirst();
        fail(alone);
        assertThat(alone.isUp()).isTrue();
    }

    @Test
    void isPassedOverAnywayIfItCannotBeConnectedTo() {
        List<Server> servers = servers(TERMS, 2);
        for (Server server : servers) {
            connectFails(server);
            connectFails(server);
        }
        assertThat(servers).noneMatch(Server::isUp);
    }

    @Test
    void getsItsShareBackSlowly() {
        Ejection slow = new Ejection(1, 3, true, TIME, TIME, 100, Duration.ofSeconds(10));
        Backend backend = backend(slow, 2);
        Server server = backend.servers().getFirst();
        assertThat(server.share()).isEqualTo(1);
        fail(server);
        pass(TIME);
        server.answered(200);
        assertThat(server.share()).isEqualTo(0.1);
        assertThat(firsts(backend)).isBetween(30L, 160L);
        pass(Duration.ofSeconds(5));
        assertThat(server.share()).isEqualTo(0.5);
        assertThat(firsts(backend)).isBetween(200L, 400L);
        pass(Duration.ofSeconds(5));
        assertThat(server.share()).isEqualTo(1);
        assertThat(firsts(backend)).isEqualTo(500);
    }

    @Test
    void comesBackSlowlyFromFailedHealthChecks() {
        Ejection slow = new Ejection(1, 3, true, TIME, TIME, 100, Duration.ofSeconds(10));
        Server server = servers(slow, 2).getFirst();
        server.health(false, "status 503");
        pass(TIME);
        server.health(true, "status 200");
        assertThat(server.share()).isEqualTo(0.1);
    }

    private static void fail(Server server) {
        for (int i = 0; i < TERMS.failures(); i++) {
            server.failed("reset");
        }
    }

    private static void connectFails(Server server) {
        assertThat(server.connecting()).isTrue();
        server.connectFailed();
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    /// Of 1,000 selections, how many begin with the first server.
    private static long firsts(Backend backend) {
        return IntStream.range(0, 1000)
                .filter(_ ->
                        Objects.requireNonNull(backend.select(Affinity.NONE).next())
                                .name()
                                .equals("s0"))
                .count();
    }

    private List<Server> servers(Ejection terms, int number) {
        return backend(terms, number).servers();
    }

    private Backend backend(Ejection terms, int number) {
        return TestBackends.of(
                IntStream.range(0, number).mapToObj(_ -> 1).toList(),
                TestBackends.terms(Balance.ROUND_ROBIN, 1, terms),
                clock::get,
                changes);
    }
}
