package io.sallyport.proxy.insight;

import org.jspecify.annotations.Nullable;

/// By what a request is found again elsewhere.
///
/// @param requestId `X-Request-ID`
/// @param traceId of the trace that it belongs to, 32 hexadecimal digits (W3C Trace Context)
/// @param span null unless it is traced
public record RequestIds(String requestId, String traceId, @Nullable SpanIds span) {}
