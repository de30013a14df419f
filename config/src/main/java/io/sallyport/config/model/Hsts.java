package io.sallyport.config.model;

import java.time.Duration;

/// The promise that a host is there by https only (RFC 6797).
///
/// @param maxAge how long clients remember it
/// @param preload whether browsers may ship with it
public record Hsts(Duration maxAge, boolean includeSubdomains, boolean preload) {

    /// The value of `Strict-Transport-Security`.
    public String fieldValue() {
        return "max-age="
                + maxAge.toSeconds()
                + (includeSubdomains ? "; includeSubDomains" : "")
                + (preload ? "; preload" : "");
    }
}
