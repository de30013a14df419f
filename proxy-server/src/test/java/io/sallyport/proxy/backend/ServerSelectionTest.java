package io.sallyport.proxy.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
        ServerSelection selection = backend(Balance.ROUND_ROBIN, 3, 10).select(Affinity.NONE);
        assertThat(List.of(name(selection), name(selection), name(selection)))
                .containsExactly("s0", "s1", "s2");
        assertThat(selection.next()).isNull();
    }

    @Test
    void triesNoMoreServersThanAllowed() {
        ServerSelection selection = backend(Balance.ROUND_ROBIN, 3, 2).select(Affinity.NONE);
        assertThat(List.of(name(selection), name(selection))).containsExactly("s0", "s1");
        assertThat(selection.next()).isNull();
    }

    @Test
    void takesTheServerWithTheLeastToDo() {
        Backend backend = backend(Balance.LEAST_CONNECTIONS, 3, 3);
        load(backend, 2, 1, 0);
        assertThat(firsts(backend, 2)).containsExactly("s2", "s2");
        load(backend, 0, 0, 2);
        assertThat(firsts(backend, 1)).containsExactly("s1");
        ServerSelection selection = backend.select(Affinity.NONE);
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
        assertThat(server.connecting()).isTrue();
        server.connected();
        assertThat(server.connecting()).isTrue();
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
        ServerSelection selection = backend.select(Affinity.NONE);
        assertThat(List.of(name(selection), name(selection), name(selection)))
                .containsExactly("s1", "s2", "s0");
    }

    @Test
    void givesAFailedServerAnotherChanceAfterAWhile() {
        Backend backend = backend(Balance.ROUND_ROBIN, 2, 2);
        fail(backend.servers().get(0));
        clock.addAndGet(Ejection.DEFAULTS.time().toNanos() - 1);
        assertThat(firsts(backend, 2)).containsExactly("s1", "s1");
        clock.incrementAndGet();
        assertThat(firsts(backend, 2)).containsExactly("s0", "s1");
    }

    @Test
    void tellsOnceOfAServerThatIsLostAndOfItsReturn() {
        Server server = backend(Balance.ROUND_ROBIN, 1, 1).servers().getFirst();
        fail(server);
        fail(server);
        assertThat(server.connecting()).isTrue();
        server.connected();
        server.connected();
        assertThat(changes)
                .containsExactly(
                        "app s0 down: it cannot be connected to; no server of the backend is up now,"
                                + " so all are tried",
                        "app s0 up: it can be connected to");
        assertThat(server.isUp()).isTrue();
    }

    @Test
    void givesEachServerTurnsByItsWeightAndSpreadsThem() {
        Backend backend = weighted(Balance.ROUND_ROBIN, 10, 2, 2);
        assertThat(firsts(backend, 7))
                .as("none has all of its turns at once")
                .containsExactly("s0", "s0", "s1", "s0", "s2", "s0", "s0");
        assertThat(firsts(backend, 70)).filteredOn("s1"::equals).hasSize(10);
    }

    @Test
    void countsTheLoadOfAHeavierServerForLess() {
        Backend backend = weighted(Balance.LEAST_CONNECTIONS, 3, 1);
        load(backend, 2, 1);
        assertThat(firsts(backend, 2)).containsExactly("s0", "s0");
        load(backend, 2, 0);
        assertThat(firsts(backend, 2)).containsExactly("s1", "s1");
    }

    @Test
    void takesTheLessLoadedOfTwoThatChancePicks() {
        Backend backend = backend(Balance.RANDOM_TWO, 2, 2);
        load(backend, 5, 4);
        assertThat(firsts(backend, 100)).containsOnly("s1");
    }

    @Test
    void leavesTheMostLoadedOfThreeAloneWhateverChancePicks() {
        Backend backend = backend(Balance.RANDOM_TWO, 3, 3);
        load(backend, 1, 9, 1);
        assertThat(firsts(backend, 200)).contains("s0", "s2").doesNotContain("s1");
    }

    @Test
    void letsChancePickByWeight() {
        Backend backend = weighted(Balance.RANDOM_TWO, 8, 1, 1, 1, 1);
        load(backend, 1, 1, 1, 1, 1);
        load(backend, 7, 0, 0, 0, 0);
        List<String> chosen = firsts(backend, 2000);
        assertThat(chosen).filteredOn("s0"::equals).hasSizeGreaterThan(800);
        assertThat(chosen).contains("s1", "s2", "s3", "s4");
    }

    @Test
    void bringsTheSameKeyToTheSameServer() {
        Backend backend = backend(Balance.CONSISTENT_HASH, 5, 1);
        List<String> first = byKey(backend, 1000);
        assertThat(byKey(backend, 1000)).isEqualTo(first);
        for (String server : List.of("s0", "s1", "s2", "s3", "s4")) {
            assertThat(first).filteredOn(server::equals).hasSizeBetween(150, 250);
        }
    }

    @Test
    void movesOnlyTheKeysOfTheServerThatGoes() {
        Backend backend = backend(Balance.CONSISTENT_HASH, 5, 1);
        List<String> before = byKey(backend, 1000);
        fail(backend.servers().get(2));
        List<String> after = byKey(backend, 1000);
        Map<String, Integer> takers = new HashMap<>();
        for (int i = 0; i < before.size(); i++) {
            if (before.get(i).equals("s2")) {
                takers.merge(after.get(i), 1, Integer::sum);
            } else {
                assertThat(after.get(i)).isEqualTo(before.get(i));
            }
        }
        assertThat(takers.keySet()).containsExactlyInAnyOrder("s0", "s1", "s3", "s4");
    }

    @Test
    void sharesKeysOutByWeight() {
        List<String> chosen = byKey(weighted(Balance.CONSISTENT_HASH, 3, 1), 4000);
        assertThat(chosen).filteredOn("s0"::equals).hasSizeBetween(2800, 3200);
    }

    @Test
    void takesTurnsForThoseWithoutAKey() {
        assertThat(firsts(backend(Balance.CONSISTENT_HASH, 3, 1), 3))
                .containsExactly("s0", "s1", "s2");
    }

    @Test
    void bringsAClientBackToTheServerOfItsCookie() {
        Backend backend = backend(Balance.ROUND_ROBIN, 3, 3);
        Affinity second = new Affinity(null, "token-s1");
        for (int i = 0; i < 4; i++) {
            assertThat(name(backend.select(second))).isEqualTo("s1");
        }
        ServerSelection selection = backend.select(second);
        assertThat(List.of(name(selection), name(selection), name(selection)))
                .startsWith("s1")
                .containsExactlyInAnyOrder("s0", "s1", "s2");
        fail(backend.servers().get(1));
        assertThat(name(backend.select(second))).isNotEqualTo("s1");
        assertThat(name(backend.select(new Affinity(null, "made up")))).isNotEqualTo("s1");
    }

    @Test
    void avoidsServersThatWereAskedBeforeWhileThereAreOthers() {
        Backend backend = backend(Balance.ROUND_ROBIN, 2, 2);
        Server first = backend.servers().getFirst();
        for (int i = 0; i < 4; i++) {
            ServerSelection selection = backend.select(Affinity.NONE, Set.of(first));
            assertThat(List.of(name(selection), name(selection))).containsExactly("s1", "s0");
        }
        assertThat(name(backend.select(new Affinity(null, "token-s0"), Set.of(first))))
                .isEqualTo("s1");
    }

    @Test
    void waitsForAServerWithoutRoomRatherThanTryThoseThatFailed() {
        Backend backend = backend(Balance.ROUND_ROBIN, 2, 2);
        fail(backend.servers().getFirst());
        ServerSelection selection = backend.select(Affinity.NONE);
        assertThat(name(selection)).isEqualTo("s1");
        selection.passedBy();
        assertThat(selection.next()).isNull();
        assertThat(selection.isFull()).isTrue();
    }

    @Test
    void countsRequestsUpToTheLimit() {
        Backend backend = backend(Balance.ROUND_ROBIN, 1, 1);
        for (int i = 0; i < 10; i++) {
            assertThat(backend.requestBegins()).isTrue();
        }
        assertThat(backend.requestBegins()).isFalse();
        backend.requestEnds();
        assertThat(backend.requests()).isEqualTo(9);
        assertThat(backend.requestBegins()).isTrue();
    }

    @Test
    void opensNoMoreConnectionsThanAllowedAndCallsWhoWaitsWhenOneEnds() {
        Backend backend = backend(Balance.ROUND_ROBIN, 1, 1);
        Server server = backend.servers().getFirst();
        assertThat(server.connecting()).isTrue();
        assertThat(server.connecting()).isTrue();
        assertThat(server.connecting()).isFalse();
        assertThat(backend.hasRoom()).isFalse();
        List<String> called = new ArrayList<>();
        assertThat(
                        backend.line()
                                .join(new WaitingLine.Waiter(Runnable::run, () -> called.add("x"))))
                .isTrue();
        server.disconnected();
        assertThat(called).containsExactly("x");
        assertThat(backend.hasRoom()).isTrue();
        server.connectFailed();
        assertThat(server.connections()).isZero();
        assertThat(backend.hasRoom()).as("it is passed over").isFalse();
    }

    @Test
    void retiresOnceAndTellsThoseWhoWaitForIt() {
        Backend backend = backend(Balance.ROUND_ROBIN, 1, 1);
        List<String> told = new ArrayList<>();
        backend.onRetirement(() -> told.add("before"));
        assertThat(backend.isRetired()).isFalse();
        backend.retire();
        backend.retire();
        backend.onRetirement(() -> told.add("after"));
        assertThat(backend.isRetired()).isTrue();
        assertThat(told).containsExactly("before", "after");
    }

    @Test
    void givesNothingToAServerThatFailsItsHealthChecksWhileThereAreOthers() {
        Backend backend = backend(Balance.ROUND_ROBIN, 2, 2);
        backend.servers().getFirst().health(false, "status 503");
        ServerSelection selection = backend.select(Affinity.NONE);
        assertThat(name(selection)).isEqualTo("s1");
        assertThat(selection.next()).isNull();
        backend.servers().getLast().health(false, "status 503");
        assertThat(firsts(backend, 4)).as("there is nothing to lose").contains("s0", "s1");
        assertThat(changes)
                .containsExactly(
                        "app s0 down: status 503",
                        "app s1 down: status 503; no server of the backend is up now, so all are"
                                + " tried");
        backend.servers().getFirst().health(true, "status 200");
        assertThat(firsts(backend, 4)).containsOnly("s0");
        assertThat(changes).endsWith("app s0 up: status 200");
    }

    private static void fail(Server server) {
        assertThat(server.connecting()).isTrue();
        server.connectFailed();
    }

    private static void load(Backend backend, int... numbers) {
        for (int i = 0; i < numbers.length; i++) {
            for (int j = 0; j < numbers[i]; j++) {
                backend.servers().get(i).assigned();
            }
        }
    }

    private Backend backend(Balance balance, int servers, int tries) {
        return backend(balance, tries, IntStream.range(0, servers).map(_ -> 1).toArray());
    }

    private Backend weighted(Balance balance, int... weights) {
        return backend(balance, 1, weights);
    }

    private Backend backend(Balance balance, int tries, int[] weights) {
        return TestBackends.of(
                List.of(IntStream.of(weights).boxed().toArray(Integer[]::new)),
                TestBackends.terms(balance, tries, Ejection.DEFAULTS),
                clock::get,
                changes);
    }

    private static List<String> firsts(Backend backend, int times) {
        return IntStream.range(0, times)
                .mapToObj(_ -> name(backend.select(Affinity.NONE)))
                .toList();
    }

    private static List<String> byKey(Backend backend, int keys) {
        return IntStream.range(0, keys)
                .mapToObj(i -> name(backend.select(Affinity.of("10.0.0." + i))))
                .toList();
    }

    private static String name(ServerSelection selection) {
        return Objects.requireNonNull(selection.next()).name();
    }
}
