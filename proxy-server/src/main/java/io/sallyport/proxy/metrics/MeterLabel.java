package io.sallyport.proxy.metrics;

import io.sallyport.tls.event.HandshakeKind;
import io.sallyport.tls.event.HandshakePhase;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Labels of meters. Their values come from enums and from names in the configuration, never from a
/// peer: so the number of time series is bounded.
public enum MeterLabel {
    LISTENER("name of the listener"),
    OUTCOME("`success`, `failure`, `abandoned`"),
    VERSION("`TLSv1.3`, `TLSv1.2`; `none` without success"),
    KIND(listed(HandshakeKind.values(), HandshakeKind::id)),
    REASON(
            "one of the reasons in failures.md, or `none`; of requests and of HTTP/2, one of those in http.md"),
    PHASE(listed(HandshakePhase.values(), HandshakePhase::id)),
    SIDE("`client`, `server`, `network`"),
    PARAMETER(
            "`version`, `cipher_suite`, `group`, `signature_scheme`, `alpn`, and for what was"
                    + " negotiated also `server_name`"),
    VALUE("registered name of the value; `other` for what this build does not know; `none`"),
    CAUSE("see the meter"),
    RESULT(
            "`hit`, `miss` of resumption; `accepted`, `rejected` of early data; `absent`, `accepted`,"
                    + " `rejected`, `would_reject` of client certificates; `success`, `failure` of"
                    + " reloads and health checks"),
    DIRECTION("`sent`, `received` of alerts; `in` (from the client), `out` of bytes"),
    DESCRIPTION("registered name of the alert, or `unknown`"),
    CERTIFICATE("the chain's file, as the configuration writes it"),
    FILE("the file, as the configuration writes it, or its folder"),
    PRIMITIVE("such as `key_exchange/x25519`"),
    PROVIDER("name and version"),
    ROUTE("name of the route; `none` where none took the request"),
    STATUS("class of the status code, such as `2xx`; `4xx` also for clients that went away"),
    BACKEND("name of the backend; `none` where a request was for none"),
    SERVER("server of the backend, as the configuration writes it"),
    RELEASE("version of Sallyport"),
    JDK("version of the Java runtime");

    private final String meaning;

    MeterLabel(String meaning) {
        this.meaning = meaning;
    }

    private static <T> String listed(T[] values, Function<T, String> id) {
        return Arrays.stream(values)
                .map(value -> "`" + id.apply(value) + "`")
                .collect(Collectors.joining(", "));
    }

    /// The label's name.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// What its values are, in Markdown.
    public String meaning() {
        return meaning;
    }
}
