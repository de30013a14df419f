package io.sallyport.proxy.metrics;

import static io.sallyport.proxy.metrics.MeterLabel.BACKEND;
import static io.sallyport.proxy.metrics.MeterLabel.CAUSE;
import static io.sallyport.proxy.metrics.MeterLabel.CERTIFICATE;
import static io.sallyport.proxy.metrics.MeterLabel.DESCRIPTION;
import static io.sallyport.proxy.metrics.MeterLabel.DIRECTION;
import static io.sallyport.proxy.metrics.MeterLabel.FILE;
import static io.sallyport.proxy.metrics.MeterLabel.JDK;
import static io.sallyport.proxy.metrics.MeterLabel.KIND;
import static io.sallyport.proxy.metrics.MeterLabel.LISTENER;
import static io.sallyport.proxy.metrics.MeterLabel.OUTCOME;
import static io.sallyport.proxy.metrics.MeterLabel.PARAMETER;
import static io.sallyport.proxy.metrics.MeterLabel.PHASE;
import static io.sallyport.proxy.metrics.MeterLabel.PRIMITIVE;
import static io.sallyport.proxy.metrics.MeterLabel.PROVIDER;
import static io.sallyport.proxy.metrics.MeterLabel.REASON;
import static io.sallyport.proxy.metrics.MeterLabel.RELEASE;
import static io.sallyport.proxy.metrics.MeterLabel.RESULT;
import static io.sallyport.proxy.metrics.MeterLabel.ROUTE;
import static io.sallyport.proxy.metrics.MeterLabel.SERVER;
import static io.sallyport.proxy.metrics.MeterLabel.SIDE;
import static io.sallyport.proxy.metrics.MeterLabel.STATUS;
import static io.sallyport.proxy.metrics.MeterLabel.VALUE;
import static io.sallyport.proxy.metrics.MeterLabel.VERSION;

import io.sallyport.proxy.insight.CloseCause;
import io.sallyport.proxy.insight.SpanLoss;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Every meter of our own: name, type, labels and meaning. The page in `docs/operations.md` is made
/// from this, so that it cannot drift.
public enum ProxyMeter {
    SALLYPORT_TLS_HANDSHAKES_TOTAL(
            Type.COUNTER, "TLS handshakes that are over", LISTENER, OUTCOME, VERSION, KIND),
    SALLYPORT_TLS_HANDSHAKE_FAILURES_TOTAL(
            Type.COUNTER,
            "TLS handshakes without success, by reason; clients that just left among them",
            LISTENER,
            REASON,
            PHASE,
            SIDE),
    SALLYPORT_TLS_HANDSHAKES_ACTIVE(
            Type.GAUGE, "TLS handshakes under way; limits.max_handshakes bounds it", LISTENER),
    SALLYPORT_TLS_HANDSHAKE_DURATION_SECONDS(
            Type.HISTOGRAM,
            "time from accepting to the end of the handshake, for handshakes with success",
            LISTENER,
            VERSION,
            KIND),
    SALLYPORT_TLS_HANDSHAKE_COMPUTE_SECONDS(
            Type.HISTOGRAM,
            "the part of the duration that was the proxy's own work",
            LISTENER,
            VERSION,
            KIND),
    SALLYPORT_TLS_HANDSHAKE_PHASE_SECONDS(
            Type.HISTOGRAM,
            "time that handshakes with success spent in each phase; client_hello and"
                    + " client_finished are mostly the network's round trips",
            LISTENER,
            PHASE),
    SALLYPORT_TLS_NEGOTIATED_TOTAL(
            Type.COUNTER,
            "values agreed upon in handshakes with success",
            LISTENER,
            PARAMETER,
            VALUE),
    SALLYPORT_TLS_OFFERED_TOTAL(
            Type.COUNTER,
            "ClientHellos that offered a value; GREASE is not counted",
            LISTENER,
            PARAMETER,
            VALUE),
    SALLYPORT_TLS_HELLO_RETRIES_TOTAL(
            Type.COUNTER,
            "HelloRetryRequests sent, because the client's share was for no acceptable group"
                    + " (no_acceptable_share) or it can do a hybrid one (hybrid_preferred)",
            LISTENER,
            CAUSE),
    SALLYPORT_TLS_RESUMPTIONS_TOTAL(
            Type.COUNTER,
            "sessions that clients wanted to resume: hit, with what named them (ticket, session_id);"
                    + " miss, with why the handshake became a full one",
            LISTENER,
            RESULT,
            CAUSE),
    SALLYPORT_TLS_EARLY_DATA_TOTAL(
            Type.COUNTER,
            "handshakes whose clients sent early data: accepted; rejected, with why",
            LISTENER,
            RESULT,
            CAUSE),
    SALLYPORT_TLS_ALERTS_TOTAL(
            Type.COUNTER, "alerts, during handshakes and after", LISTENER, DIRECTION, DESCRIPTION),
    SALLYPORT_TLS_CLIENT_CERTIFICATES_TOTAL(
            Type.COUNTER,
            "handshakes of listeners with client_auth that came to a result: absent; accepted; rejected, or"
                    + " would_reject where clients are only observed, with why",
            LISTENER,
            RESULT,
            REASON),
    SALLYPORT_TLS_CLIENTS_DISMISSED_TOTAL(
            Type.COUNTER,
            "connections closed because the client's certificate was not good any more, with why; where"
                    + " client_auth.close_revoked says so",
            LISTENER,
            REASON),
    SALLYPORT_TLS_OCSP_REQUESTS_TOTAL(
            Type.COUNTER,
            "requests to OCSP responders about client certificates that are over: good, revoked, unknown, or why"
                    + " there was no answer",
            LISTENER,
            RESULT),
    SALLYPORT_TLS_OCSP_REQUEST_DURATION_SECONDS(
            Type.HISTOGRAM, "time from such a request to the end of its answer", LISTENER),
    SALLYPORT_TLS_CERTIFICATE_NOT_AFTER_TIMESTAMP_SECONDS(
            Type.GAUGE, "when a certificate expires, in Unix time", CERTIFICATE, LISTENER),
    SALLYPORT_TLS_TRUST_NOT_AFTER_TIMESTAMP_SECONDS(
            Type.GAUGE,
            "when the first of the CAs in client_auth.trust expires, in Unix time",
            LISTENER),
    SALLYPORT_TLS_CRL_AGE_SECONDS(
            Type.GAUGE, "time since a CRL in client_auth.crl was issued", LISTENER, FILE),
    SALLYPORT_TLS_CRL_NEXT_UPDATE_TIMESTAMP_SECONDS(
            Type.GAUGE,
            "when the issue after a CRL is due, in Unix time; from then on it is stale",
            LISTENER,
            FILE),
    SALLYPORT_TLS_CRYPTO_PROVIDER_INFO(
            Type.GAUGE, "1 for the provider that serves a primitive", PRIMITIVE, PROVIDER),
    SALLYPORT_TLS_KEY_LOG_ENABLED(
            Type.GAUGE,
            "1 while the secrets of the listener's connections are written to a file",
            LISTENER),
    SALLYPORT_HTTP_REQUESTS_TOTAL(
            Type.COUNTER,
            "requests in `mode: http` whose exchange is over",
            LISTENER,
            ROUTE,
            BACKEND,
            STATUS),
    SALLYPORT_HTTP_REQUEST_DURATION_SECONDS(
            Type.HISTOGRAM,
            "from the end of a request's head to the end of its answer",
            LISTENER,
            ROUTE,
            BACKEND,
            STATUS),
    SALLYPORT_HTTP_REQUEST_FAILURES_TOTAL(
            Type.COUNTER,
            "requests that the proxy answered itself or broke off, with why",
            LISTENER,
            REASON),
    SALLYPORT_HTTP2_FAILURES_TOTAL(
            Type.COUNTER,
            "connections of HTTP/2 that were ended because of what the client did, by why",
            LISTENER,
            REASON),
    SALLYPORT_HTTP_TUNNELS_ACTIVE(
            Type.GAUGE, "WebSockets open; each counts as a request when it ends", LISTENER),
    SALLYPORT_CONNECTIONS_ACTIVE(
            Type.GAUGE, "connections open; limits.max_connections bounds it", LISTENER),
    SALLYPORT_CONNECTIONS_TOTAL(Type.COUNTER, "connections accepted and admitted", LISTENER),
    SALLYPORT_CONNECTIONS_REFUSED_TOTAL(
            Type.COUNTER,
            "connections closed before anything was done for them: too_many_connections,"
                    + " too_many_handshakes, rate_limited, draining",
            LISTENER,
            CAUSE),
    SALLYPORT_CONNECTIONS_CLOSED_TOTAL(
            Type.COUNTER,
            "connections that ended, by what ended them: "
                    + Arrays.stream(CloseCause.values())
                            .map(CloseCause::id)
                            .collect(Collectors.joining(", ")),
            LISTENER,
            CAUSE),
    SALLYPORT_BYTES_TOTAL(
            Type.COUNTER,
            "application data passed on, without the overhead of TLS",
            LISTENER,
            DIRECTION),
    SALLYPORT_READING_PAUSES_TOTAL(
            Type.COUNTER,
            "times that reading stopped because limits.buffer_per_direction was full of bytes for"
                    + " a slow reader",
            LISTENER,
            DIRECTION),
    SALLYPORT_BACKEND_CONNECTIONS_ACTIVE(Type.GAUGE, "connections to a server", BACKEND, SERVER),
    SALLYPORT_BACKEND_CONNECT_FAILURES_TOTAL(
            Type.COUNTER,
            "attempts to connect to a server that failed or took longer than connect_timeout",
            BACKEND,
            SERVER),
    SALLYPORT_BACKEND_HEALTH_CHECKS_TOTAL(
            Type.COUNTER,
            "health checks of a server that are over: success, failure",
            BACKEND,
            SERVER,
            RESULT),
    SALLYPORT_BACKEND_RETRIES_TOTAL(
            Type.COUNTER,
            "requests that were made again, by why (connection_ended, status), or that were not because"
                    + " of retry.budget (out_of_budget)",
            BACKEND,
            CAUSE),
    SALLYPORT_REDIS_UP(
            Type.GAUGE, "1 if Redis answers in time, else 0: then early data is rejected", SERVER),
    SALLYPORT_TRACE_SPANS_EXPORTED_TOTAL(
            Type.COUNTER, "spans that the collector of `tracing` accepted"),
    SALLYPORT_TRACE_SPANS_LOST_TOTAL(
            Type.COUNTER,
            "spans that it never got: "
                    + Arrays.stream(SpanLoss.values())
                            .map(SpanLoss::id)
                            .collect(Collectors.joining(", ")),
            CAUSE),
    SALLYPORT_BACKEND_UP(Type.GAUGE, "1 if a server is taken for usable, else 0", BACKEND, SERVER),
    SALLYPORT_CONFIG_RELOADS_TOTAL(
            Type.COUNTER,
            "configurations read while the program runs: success, or failure, where the one before"
                    + " stays in force",
            RESULT),
    SALLYPORT_CONFIG_LAST_RELOAD_SUCCESS_TIMESTAMP_SECONDS(
            Type.GAUGE,
            "when a configuration was last put in force, at the start or later, in Unix time"),
    SALLYPORT_BUILD_INFO(Type.GAUGE, "1; what is running", RELEASE, JDK);

    /// What Prometheus calls the type.
    public enum Type {
        COUNTER,
        GAUGE,
        HISTOGRAM;

        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Type type;
    private final String meaning;
    private final List<MeterLabel> labels;

    ProxyMeter(Type type, String meaning, MeterLabel... labels) {
        this.type = type;
        this.meaning = meaning;
        this.labels = List.of(labels);
    }

    /// The name as it is scraped.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Type type() {
        return type;
    }

    /// What it measures, without a full stop.
    public String meaning() {
        return meaning;
    }

    /// In the order in which values are given.
    public List<MeterLabel> labels() {
        return labels;
    }

    /// What Micrometer calls it: words between dots, without the suffixes that it adds by itself.
    String micrometerName() {
        String suffix =
                switch (type) {
                    case COUNTER -> "_total";
                    case HISTOGRAM -> "_seconds";
                    case GAUGE -> "";
                };
        String id = id();
        return id.substring(0, id.length() - suffix.length()).replace('_', '.');
    }
}
