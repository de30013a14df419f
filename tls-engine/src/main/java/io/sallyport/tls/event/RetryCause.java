package io.sallyport.tls.event;

import java.util.Locale;

/// Why HelloRetryRequest was sent.
public enum RetryCause {
    /// The client sent shares only for groups that the policy does not take.
    NO_ACCEPTABLE_SHARE,
    /// The client can do a hybrid group, but sent a share only for a classical one.
    HYBRID_PREFERRED;

    /// The name in metrics and logs.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
