package io.sallyport.proxy.assembly;

import io.netty.handler.codec.compression.Brotli;
import io.netty.handler.codec.compression.Zstd;
import io.sallyport.config.model.ContentCoding;
import io.sallyport.config.model.LiveSettings;
import io.sallyport.config.model.Route;
import io.sallyport.config.problem.Positions;
import io.sallyport.config.problem.Problem;
import java.util.List;
import java.util.Locale;

/// Whether this machine can compress by what the configuration wants.
final class CompressionChecks {
    private CompressionChecks() {}

    /// @param problems takes what it cannot do
    static void run(LiveSettings live, Positions positions, List<Problem> problems) {
        live.listeners()
                .forEach((name, listener) -> {
                    List<Route> routes = listener.routing().routes();
                    for (int i = 0; i < routes.size(); i++) {
                        String path =
                                String.format(
                                        Locale.ROOT,
                                        "listeners.%s.routes[%d].compression.codings",
                                        name,
                                        i);
                        routes.get(i)
                                .compression()
                                .ifPresent(compression ->
                                        compression.codings().stream()
                                                .filter(coding -> !isAvailable(coding))
                                                .forEach(coding ->
                                                        problems.add(
                                                                missing(coding, positions, path))));
                    }
                });
    }

    private static Problem missing(ContentCoding coding, Positions positions, String path) {
        return positions.error(
                path,
                "'"
                        + coding.keyword()
                        + "' needs a native library that cannot be loaded on this machine; take it out");
    }

    private static boolean isAvailable(ContentCoding coding) {
        return switch (coding) {
            case GZIP -> true;
            case BR -> Brotli.isAvailable();
            case ZSTD -> Zstd.isAvailable();
        };
    }
}
