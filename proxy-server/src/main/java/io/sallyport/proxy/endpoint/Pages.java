package io.sallyport.proxy.endpoint;

/// Answers requests.
@FunctionalInterface
public interface Pages {

    /// Called on the endpoint's one thread: to take milliseconds at most.
    Response answer(Request request);
}
