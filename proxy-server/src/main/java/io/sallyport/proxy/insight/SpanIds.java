package io.sallyport.proxy.insight;

import org.jspecify.annotations.Nullable;

/// By what the span of a request is found in its trace (W3C Trace Context).
///
/// @param spanId what the server sees as its parent, 16 hexadecimal digits
/// @param parentId of the client's span, or null if the trace begins here
public record SpanIds(String spanId, @Nullable String parentId) {}
