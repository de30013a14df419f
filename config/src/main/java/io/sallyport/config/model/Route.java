package io.sallyport.config.model;

import java.util.Optional;

/// What in a listener takes some of its requests, or in `mode: tcp` some of its connections. The first route that takes
/// one has it.
///
/// Paths are compared in a form that has but one spelling for each path: dots resolved, percent-encoding only where it
/// must be.
///
/// @param name in metrics and logs
/// @param responseHeaders what is done to every answer
/// @param compression of answers from servers; empty: they stay as they are
public record Route(
        String name,
        RouteMatch match,
        RouteAction action,
        HeaderChanges responseHeaders,
        Optional<Compression> compression) {
    /// What stands in metrics and logs where no route took a request.
    public static final String NONE = "none";

    /// A route that forwards.
    public static Route to(String backend, String name, RouteMatch match) {
        return new Route(
                name, match, RouteAction.Forward.to(backend), HeaderChanges.NONE, Optional.empty());
    }
}
