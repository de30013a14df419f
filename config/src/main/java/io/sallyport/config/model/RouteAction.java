package io.sallyport.config.model;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/// What becomes of what a route takes.
public sealed interface RouteAction {
    /// It goes to a backend.
    ///
    /// @param backend its name
    /// @param rewrite what becomes of the path; empty: it stays
    /// @param requestHeaders what is done to the request
    /// @param timeout from the head of the request to the end of the answer; empty: there is none
    /// @param idleTimeout instead of the listener's; empty: the listener's
    record Forward(
            String backend,
            Optional<PathRewrite> rewrite,
            HeaderChanges requestHeaders,
            Optional<Duration> timeout,
            Optional<Duration> idleTimeout)
            implements RouteAction {

        /// Without anything special.
        public static Forward to(String backend) {
            return new Forward(
                    backend,
                    Optional.empty(),
                    HeaderChanges.NONE,
                    Optional.empty(),
                    Optional.empty());
        }
    }

    /// The client is told another URL. What is not given stays as it was asked for, the query always does.
    ///
    /// @param status 301, 302, 303, 307 or 308
    /// @param scheme `http` or `https`; another one than the client's drops the port that it asked for
    /// @param host without a port
    /// @param path instead of the one asked for
    /// @param prefix instead of the prefix that the route matched
    record Redirect(
            int status,
            Optional<String> scheme,
            Optional<String> host,
            OptionalInt port,
            Optional<String> path,
            Optional<String> prefix)
            implements RouteAction {

        /// The same URL by https, on its usual port; for good, and with the same method (RFC 9110, section 15.4.9).
        public static final Redirect TO_HTTPS =
                new Redirect(
                        308,
                        Optional.of("https"),
                        Optional.empty(),
                        OptionalInt.empty(),
                        Optional.empty(),
                        Optional.empty());
    }

    /// The client gets a fixed answer.
    ///
    /// @param status 200 to 599
    /// @param body at most one of it and `bodyFile` is there
    record Respond(int status, String contentType, Optional<String> body, Optional<Path> bodyFile)
            implements RouteAction {
        /// What a text is.
        public static final String DEFAULT_CONTENT_TYPE = "text/plain; charset=utf-8";
    }
}
