package io.sallyport.proxy.insight;

import java.util.Locale;

/// Which way application data goes, seen from the proxy.
public enum Direction {
    /// From the client.
    IN,
    /// To the client.
    OUT;

    /// The name in metrics and logs.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
