package io.sallyport.proxy.insight;

import java.util.Locale;

/// Why a span never came to the collector.
public enum SpanLoss {
    /// As many as allowed waited already.
    QUEUE_FULL,
    /// The collector did not accept it, or not in time.
    NOT_EXPORTED;

    /// The name in metrics.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
