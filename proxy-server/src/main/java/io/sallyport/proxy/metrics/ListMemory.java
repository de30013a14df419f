package io.sallyport.proxy.metrics;

import io.micrometer.core.instrument.Counter;
import io.sallyport.tls.codepoint.CodePoints;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/// Remembers which counters a list that clients send is counted by: few kinds of clients send most
/// hellos, and the same lists each time. Thread-safe.
///
/// What it remembers is bounded, whatever clients send: the first lists that come, none of them long.
/// The counters of any other list are found anew each time.
final class ListMemory {
    static final int MAX_LISTS = 256;
    static final int MAX_LENGTH = 64;

    private final ConcurrentMap<CodePoints, List<Counter>> remembered = new ConcurrentHashMap<>();
    private final Function<CodePoints, List<Counter>> find;

    ListMemory(Function<CodePoints, List<Counter>> find) {
        this.find = find;
    }

    void increment(CodePoints list) {
        for (Counter counter : countersOf(list)) {
            counter.increment();
        }
    }

    /// Lists that are remembered.
    int size() {
        return remembered.size();
    }

    private List<Counter> countersOf(CodePoints list) {
        List<Counter> known = remembered.get(list);
        if (known != null) {
            return known;
        }
        List<Counter> found = find.apply(list);
        if (list.size() <= MAX_LENGTH && remembered.size() < MAX_LISTS) {
            remembered.putIfAbsent(list, found);
        }
        return found;
    }
}
