package io.sallyport.proxy.endpoint;

/// Answers requests.
@FunctionalInterface
public interface Pages {

    /// Called on the endpoint's one thread: to take milliseconds at most, but for what
    /// somebody asks for by POST.
    Response answer(Request request);
}
