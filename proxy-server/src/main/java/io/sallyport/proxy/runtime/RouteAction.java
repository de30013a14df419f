package io.sallyport.proxy.runtime;

import io.sallyport.proxy.backend.Backend;
import io.sallyport.proxy.route.FixedAnswer;
import io.sallyport.proxy.route.Redirect;

/// What becomes of a request that a route takes.
public sealed interface RouteAction {
    /// It goes to a backend.
    record Forward(Backend backend) implements RouteAction {}

    /// The client is told to go elsewhere.
    record Redirected(Redirect redirect) implements RouteAction {}

    /// The client gets an answer of our own.
    record Answered(FixedAnswer answer) implements RouteAction {}
}
