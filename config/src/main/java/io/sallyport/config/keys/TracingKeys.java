package io.sallyport.config.keys;

import io.sallyport.config.model.InvalidValueException;
import io.sallyport.config.model.OtlpEndpoint;
import io.sallyport.config.model.TracingSettings;
import io.sallyport.config.schema.Change;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Section;
import io.sallyport.config.schema.Types;
import io.sallyport.config.schema.ValueType;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/// Keys under `tracing`.
final class TracingKeys {
    private static final Pattern SERVICE = Pattern.compile("[!-~]{1,128}");

    static final Key<OtlpEndpoint> OTLP_ENDPOINT =
            Key.mandatory(
                    "otlp_endpoint",
                    Types.text(
                            "URL",
                            "the URL where a collector takes spans, such as"
                                    + " http://127.0.0.1:4318/v1/traces",
                            "^https?://.+/.+$",
                            OtlpEndpoint::parse),
                    Change.RESTART,
                    """
                    Where an OpenTelemetry collector takes spans: OTLP over HTTP, as protobuf. With
                    `https` its certificate must come from an authority that the Java runtime trusts.
                    """);

    static final Key<Double> SAMPLE_RATIO =
            Key.defaulting(
                    "sample_ratio",
                    Types.fraction(),
                    TracingSettings.DEFAULT_SAMPLE_RATIO,
                    Change.RESTART,
                    """
                    How many of the requests that come without a `traceparent`, and of the handshakes, get
                    a span. A request that comes with one gets a span if, and only if, it says `sampled`.
                    """);

    static final Key<String> SERVICE_NAME =
            Key.defaulting(
                    "service_name",
                    serviceName(),
                    TracingSettings.DEFAULT_SERVICE_NAME,
                    Change.RESTART,
                    "The `service.name` that the spans are filed under.");

    static final Key<Duration> TIMEOUT =
            Key.defaulting(
                    "timeout",
                    Types.duration(Duration.ofMillis(100), Duration.ofMinutes(1)),
                    TracingSettings.DEFAULT_TIMEOUT,
                    Change.RESTART,
                    """
                    How long the collector may take to accept a batch; then its spans are lost. No request
                    waits for it.
                    """);

    static final Section SECTION =
            Section.of(List.of(OTLP_ENDPOINT, SAMPLE_RATIO, SERVICE_NAME, TIMEOUT));

    private TracingKeys() {}

    private static ValueType.Scalar<String> serviceName() {
        String description = "1 to 128 visible characters of ASCII";
        return Types.text(
                "name",
                description,
                "^[!-~]{1,128}$",
                text -> {
                    if (!SERVICE.matcher(text).matches()) {
                        throw new InvalidValueException(
                                text, "is not a name of a service", "write " + description);
                    }
                    return text;
                });
    }
}
