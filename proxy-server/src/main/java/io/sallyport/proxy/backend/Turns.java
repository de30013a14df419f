package io.sallyport.proxy.backend;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// The order in which servers take turns: each as often as its weight says, and as evenly spread as possible, as in
/// nginx's smooth weighted round robin. Made once; what moves is only where it stands. Thread-safe.
final class Turns {
    private final int[] order;
    private final AtomicInteger next = new AtomicInteger();

    Turns(List<Server> servers) {
        int divisor = servers.stream().mapToInt(Server::weight).reduce(0, Turns::common);
        int[] weights = servers.stream().mapToInt(server -> server.weight() / divisor).toArray();
        int total = 0;
        for (int weight : weights) {
            total += weight;
        }
        order = new int[total];
        int[] credit = new int[weights.length];
        for (int turn = 0; turn < total; turn++) {
            int richest = 0;
            for (int i = 0; i < weights.length; i++) {
                credit[i] += weights[i];
                richest = credit[i] > credit[richest] ? i : richest;
            }
            credit[richest] -= total;
            order[turn] = richest;
        }
    }

    /// Takes a turn.
    int take() {
        return Math.floorMod(next.getAndIncrement(), order.length);
    }

    /// Whose turn is next, without taking it.
    int next() {
        return Math.floorMod(next.get(), order.length);
    }

    /// How many turns there are until they repeat.
    int size() {
        return order.length;
    }

    /// Whose turn it is.
    ///
    /// @param turn 0 or more
    int serverAt(int turn) {
        return order[turn % order.length];
    }

    private static int common(int a, int b) {
        return b == 0 ? a : common(b, a % b);
    }
}
