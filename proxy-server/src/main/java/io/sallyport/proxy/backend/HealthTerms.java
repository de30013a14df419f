package io.sallyport.proxy.backend;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the servers of a backend are asked whether they are well.
///
/// @param interval from one check to the next, a tenth more or less
/// @param timeout of a whole check
/// @param healthyThreshold checks in a row that must succeed before a server that was not well is taken for well
/// @param unhealthyThreshold checks in a row that must fail before it is taken for not well; the very first one
///     decides alone
public record HealthTerms(
        Check check,
        Duration interval,
        Duration timeout,
        int healthyThreshold,
        int unhealthyThreshold) {

    /// What a check does.
    public sealed interface Check {

        /// It connects, and closes.
        record Tcp() implements Check {}

        /// It asks by gRPC's health protocol over HTTP/2 with prior knowledge.
        ///
        /// @param service that is asked for; empty: the whole server
        /// @param host of the request; null: the server's address
        record Grpc(String service, @Nullable String host) implements Check {}

        /// It makes a request of HTTP/1.1.
        ///
        /// @param path of the request, with a query if there is one
        /// @param host of the request; null: the server's address
        /// @param statuses that are good; empty: 200 to 399
        record Http(String path, @Nullable String host, List<Integer> statuses) implements Check {
            public Http {
                statuses = List.copyOf(statuses);
            }

            /// Whether the status of an answer is good.
            public boolean isGood(int status) {
                return statuses.isEmpty()
                        ? status >= 200 && status < 400
                        : statuses.contains(status);
            }
        }
    }
}
