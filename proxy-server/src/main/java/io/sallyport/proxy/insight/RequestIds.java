package io.sallyport.proxy.insight;

/// By what a request is found again elsewhere.
///
/// @param requestId `X-Request-ID`
/// @param traceId of the trace that it belongs to, 32 hexadecimal digits (W3C Trace Context)
public record RequestIds(String requestId, String traceId) {}
