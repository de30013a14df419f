package io.sallyport.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/// The results of a run, found by the name of the benchmark's method and the values of its parameters.
final class Figures {
    private static final String ALLOCATION = "gc.alloc.rate.norm";

    private final Map<List<String>, RunResult> results = new HashMap<>();

    Figures(Collection<RunResult> results) {
        for (RunResult result : results) {
            this.results.put(key(result.getParams()), result);
        }
    }

    /// Microseconds of CPU time for each operation, one value for each iteration.
    Statistics micros(String method, String... parameters) {
        return statistics(CpuTimeProfiler.LABEL, method, parameters);
    }

    /// Bytes allocated for each operation, one value for each iteration.
    Statistics bytes(String method, String... parameters) {
        return statistics(ALLOCATION, method, parameters);
    }

    /// What iterations that were not disturbed come to.
    static double median(Statistics statistics) {
        return statistics.getPercentile(50);
    }

    private Statistics statistics(String label, String method, String... parameters) {
        List<String> key = new ArrayList<>(List.of(method));
        key.addAll(List.of(parameters));
        RunResult result = results.get(key);
        if (result == null) {
            throw new IllegalArgumentException(
                    key + " (expected: one of " + results.keySet() + ")");
        }
        return Objects.requireNonNull(result.getSecondaryResults().get(label), label)
                .getStatistics();
    }

    /// The method, then the parameters in the order of their names.
    private static List<String> key(BenchmarkParams params) {
        String benchmark = params.getBenchmark();
        List<String> key = new ArrayList<>();
        key.add(benchmark.substring(benchmark.lastIndexOf('.') + 1));
        params.getParamsKeys().stream().sorted().map(params::getParam).forEach(key::add);
        return key;
    }
}
