package io.sallyport.proxy.runtime;

import io.sallyport.proxy.backend.Backend;
import io.sallyport.proxy.route.FieldChanges;
import io.sallyport.proxy.route.FixedAnswer;
import io.sallyport.proxy.route.PathRewrite;
import io.sallyport.proxy.route.Redirect;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What becomes of a request that a route takes.
public sealed interface RouteAction {
    /// It goes to a backend.
    ///
    /// @param rewrite null: the path stays
    /// @param requestFields what is done to the request
    /// @param timeout from the head of the request to the end of the answer, or null
    /// @param idleTimeout instead of the listener's, or null
    record Forward(
            Backend backend,
            @Nullable PathRewrite rewrite,
            FieldChanges requestFields,
            @Nullable Duration timeout,
            @Nullable Duration idleTimeout)
            implements RouteAction {

        /// Without anything special.
        public static Forward to(Backend backend) {
            return new Forward(backend, null, FieldChanges.NONE, null, null);
        }
    }

    /// The client is told to go elsewhere.
    record Redirected(Redirect redirect) implements RouteAction {}

    /// The client gets an answer of our own.
    record Answered(FixedAnswer answer) implements RouteAction {}
}
