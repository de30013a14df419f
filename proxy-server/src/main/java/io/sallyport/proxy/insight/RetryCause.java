package io.sallyport.proxy.insight;

import java.util.Locale;

/// Why a request was made again, or was not although it should have been.
public enum RetryCause {
    /// The server ended the connection instead of answering.
    CONNECTION_ENDED,
    /// The answer's status is one that another server is asked to better.
    STATUS,
    /// There was a cause, but as many requests as the budget allows were made again.
    OUT_OF_BUDGET;

    /// The name in metrics.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
