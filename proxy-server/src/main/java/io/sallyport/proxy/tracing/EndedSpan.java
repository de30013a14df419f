package io.sallyport.proxy.tracing;

import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;

/// A span that is over, as event loops leave it: what it says is put together by whoever exports it.
sealed interface EndedSpan permits RequestSpan, HandshakeSpan {

    /// The whole of it.
    ///
    /// @param resource whose it is
    SpanData data(Resource resource);
}
