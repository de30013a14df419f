package io.sallyport.config.model;

import java.time.Duration;

/// Where spans of requests and handshakes go, and of how many.
///
/// @param endpoint the collector's
/// @param sampleRatio from 0 to 1: how many of those that nobody else has decided about
/// @param serviceName as what the proxy appears in traces
/// @param timeout how long the collector may take to accept a batch
public record TracingSettings(
        OtlpEndpoint endpoint, double sampleRatio, String serviceName, Duration timeout) {

    /// Enough to see what is usual.
    public static final double DEFAULT_SAMPLE_RATIO = 0.1;

    public static final String DEFAULT_SERVICE_NAME = "sallyport";

    /// What exporters of OpenTelemetry usually wait.
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    /// @throws IllegalArgumentException if the ratio is none, or nothing could be waited for
    public TracingSettings {
        if (!(sampleRatio >= 0 && sampleRatio <= 1)) {
            throw new IllegalArgumentException(
                    "sampleRatio of " + sampleRatio + "; must be from 0 to 1");
        }
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("timeout of " + timeout + "; must be positive");
        }
    }
}
