package io.sallyport.proxy.runtime;

import io.sallyport.config.model.Compression;
import io.sallyport.proxy.backend.Backend;
import io.sallyport.proxy.route.FieldChanges;
import io.sallyport.proxy.route.RequestMatch;
import org.jspecify.annotations.Nullable;

/// What takes some of a listener's requests.
///
/// @param name in metrics and logs
/// @param match which
/// @param action what becomes of them
/// @param responseFields what is done to every answer
/// @param compression of answers from servers, or null
public record Route(
        String name,
        RequestMatch match,
        RouteAction action,
        FieldChanges responseFields,
        @Nullable Compression compression) {
    /// Stands for the name of a route where there is none, and for that of a backend where there is none.
    public static final String NONE = "none";

    /// What takes all that no other route does.
    public static Route rest(RouteAction action) {
        return new Route(NONE, RequestMatch.ANY, action, FieldChanges.NONE, null);
    }

    /// Whether it matters how a path is read.
    boolean looksAtPaths() {
        return match.path() != null
                || action instanceof RouteAction.Forward forward && forward.rewrite() != null;
    }

    /// Where it forwards to; null if it does not.
    public @Nullable Backend backend() {
        return action instanceof RouteAction.Forward forward ? forward.backend() : null;
    }
}
