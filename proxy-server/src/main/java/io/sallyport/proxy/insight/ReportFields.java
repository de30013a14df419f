package io.sallyport.proxy.insight;

import io.sallyport.proxy.clientauth.ClientIdentity;
import io.sallyport.proxy.runtime.Route;
import io.sallyport.tls.codepoint.AlertDescription;
import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.CodePoint;
import io.sallyport.tls.codepoint.CodePoints;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.event.ClientHelloInfo;
import io.sallyport.tls.event.EarlyDataRefusal;
import io.sallyport.tls.event.HandshakeKind;
import io.sallyport.tls.event.HandshakePhase;
import io.sallyport.tls.event.NegotiatedSession;
import io.sallyport.tls.event.ResumptionMiss;
import io.sallyport.tls.event.TlsEvent;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Reports as fields, named alike in log lines and in the API, in the order in which they are to be
/// read: first why, then who, then what either side said, then how long. A field without a value is
/// left out. Values that come from a client are not escaped yet.
public final class ReportFields {
    /// More than any honest client offers of anything that we know by name.
    private static final int SHOWN = 40;

    private static final int NANOS_SCALE = 6;
    private static final int MICROS_SCALE = 3;

    private final Map<String, Object> fields = new LinkedHashMap<>();

    private ReportFields() {}

    /// A handshake. Computes its JA4.
    public static Map<String, Object> of(HandshakeReport report) {
        ReportFields fields = new ReportFields();
        FailureReason reason = report.reason();
        if (reason != null) {
            fields.add("reason", reason.id());
            fields.add("side", reason.side().id());
        }
        fields.connection(report.connection());
        ClientHelloInfo hello = report.clientHello();
        fields.add("server_name", hello == null ? null : hello.serverName());
        fields.add("phase", report.phase().id());
        fields.add("alert_sent", report.alertSent() == null ? null : report.alertSent().label());
        fields.add("alert_received", alert(report.alertReceived()));
        fields.add("retry", report.retryCause() == null ? null : report.retryCause().id());
        fields.add("resumption", resumption(report.resumption()));
        fields.add("early_data", earlyData(report.earlyData()));
        fields.session(report.session());
        ClientCertificateResult.of(report).ifPresent(fields::clientCertificate);
        ClientCertificateReport certificate = report.clientCertificate();
        fields.identity(certificate == null ? null : certificate.identity());
        if (hello != null) {
            fields.offered(hello);
            fields.add("ja4", Ja4.of(hello));
        }
        fields.add("bytes_received", report.bytesReceived());
        fields.add("duration_ms", millis(report.totalNanos()));
        fields.add("compute_ms", millis(report.computeNanos()));
        return fields.fields;
    }

    /// All that is known of a connection.
    public static Map<String, Object> all(ConnectionReport report) {
        ReportFields fields = new ReportFields();
        fields.fields.putAll(of(report));
        fields.identity(report.identity());
        return fields.fields;
    }

    /// What is usually told of a connection.
    public static Map<String, Object> of(ConnectionReport report) {
        ReportFields fields = new ReportFields();
        fields.add("cause", report.cause().id());
        fields.connection(report.connection());
        NegotiatedSession session = report.session();
        fields.add("server_name", session == null ? null : session.serverName());
        fields.add("backend", report.backend());
        fields.add("server", report.server());
        fields.add("bytes_in", report.bytesIn());
        fields.add("bytes_out", report.bytesOut());
        fields.add("duration_ms", millis(report.durationNanos()));
        fields.session(session);
        if (report.failure() != null) {
            fields.add(
                    "failure",
                    FailureClassifier.classify(report.failure(), HandshakePhase.ESTABLISHED).id());
        }
        return fields.fields;
    }

    /// All that is known of a request.
    public static Map<String, Object> all(RequestReport report) {
        ReportFields fields = new ReportFields();
        fields.fields.putAll(of(report));
        fields.session(report.session());
        RequestRemarks remarks = report.remarks();
        fields.add("referer", remarks == null ? null : remarks.referer());
        fields.add("user_agent", remarks == null ? null : remarks.userAgent());
        fields.identity(report.identity());
        return fields.fields;
    }

    /// What is usually told of a request.
    public static Map<String, Object> of(RequestReport report) {
        ReportFields fields = new ReportFields();
        fields.add("status", report.status());
        fields.add("reason", report.reason());
        fields.add("method", emptyToNull(report.method()));
        fields.add("target", emptyToNull(report.target()));
        fields.add("host", emptyToNull(report.host()));
        fields.add("protocol", emptyToNull(report.protocol()));
        fields.connection(report.connection());
        fields.add("route", named(report.route()));
        fields.add("backend", named(report.backend()));
        fields.add("server", report.server());
        fields.add("bytes_in", report.bytesIn());
        fields.add("bytes_out", report.bytesOut());
        fields.add("duration_ms", millis(report.durationNanos()));
        NegotiatedSession session = report.session();
        fields.add("server_name", session == null ? null : session.serverName());
        fields.add("version", session == null ? null : session.version().label());
        fields.add("cipher_suite", session == null ? null : session.cipherSuite().label());
        RequestIds ids = report.ids();
        fields.add("request_id", ids == null ? null : ids.requestId());
        fields.add("trace_id", ids == null ? null : ids.traceId());
        return fields.fields;
    }

    private static @Nullable String named(String name) {
        return name.equals(Route.NONE) ? null : name;
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /// The time in each phase that was entered, in milliseconds.
    public static Map<String, Object> of(PhaseTimes times) {
        Map<String, Object> phases = new LinkedHashMap<>();
        for (HandshakePhase phase : HandshakePhase.values()) {
            if (times.nanos(phase) > 0 && phase != HandshakePhase.ESTABLISHED) {
                phases.put(phase.id(), millis(times.nanos(phase)));
            }
        }
        return phases;
    }

    /// `ADDRESS:PORT`, IPv6 in brackets; nothing is looked up.
    public static String address(SocketAddress address) {
        if (address instanceof InetSocketAddress internet && internet.getAddress() != null) {
            String host = internet.getAddress().getHostAddress();
            return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + internet.getPort();
        }
        return address.toString();
    }

    /// Milliseconds with three places.
    public static BigDecimal millis(long nanos) {
        return BigDecimal.valueOf(nanos, NANOS_SCALE).setScale(MICROS_SCALE, RoundingMode.HALF_UP);
    }

    private void connection(ConnectionInfo connection) {
        add("listener", connection.listener());
        add("connection", connection.id());
        add("client", address(connection.client()));
        add("proxy", connection.proxy() == null ? null : address(connection.proxy()));
    }

    private void session(@Nullable NegotiatedSession session) {
        if (session != null) {
            add("version", session.version().label());
            add("resumed", isResumed(session.kind()) ? true : null);
            add("cipher_suite", session.cipherSuite().label());
            add("group", label(session.group()));
            add("signature_scheme", label(session.signatureScheme()));
            add("alpn", session.applicationProtocol());
            add("certificate", session.credential());
        }
    }

    private void clientCertificate(ClientCertificateResult result) {
        add("client_certificate", result.kind().id());
        if (result.kind() == ClientCertificateResult.Kind.WOULD_REJECT && result.reason() != null) {
            add("client_certificate_reason", result.reason().id());
        }
    }

    private void identity(@Nullable ClientIdentity identity) {
        if (identity != null) {
            add("client_subject", identity.subject());
            add("client_issuer", identity.issuer());
            add("client_serial", ClientCertificateWords.serial(identity.certificate()));
            add("client_fingerprint", identity.fingerprint());
        }
    }

    private static boolean isResumed(HandshakeKind kind) {
        return kind == HandshakeKind.RESUMED || kind == HandshakeKind.EARLY_DATA;
    }

    /// How the session was found again, or why it was not resumed.
    private static @Nullable String resumption(TlsEvent.@Nullable ResumptionOffered offered) {
        if (offered == null) {
            return null;
        }
        ResumptionMiss miss = offered.miss();
        return miss == null ? offered.means().id() : "missed, " + miss.id();
    }

    /// That it was taken, or why it was not.
    private static @Nullable String earlyData(TlsEvent.@Nullable EarlyDataOffered offered) {
        if (offered == null) {
            return null;
        }
        EarlyDataRefusal refusal = offered.refusal();
        return refusal == null ? "accepted" : "rejected, " + refusal.id();
    }

    private static @Nullable String label(@Nullable CodePoint value) {
        return value == null ? null : value.label();
    }

    private void offered(ClientHelloInfo hello) {
        CodePoints versions =
                hello.supportedVersions().isEmpty()
                        ? CodePoints.of(hello.legacyVersion())
                        : hello.supportedVersions();
        codes("offered_versions", versions, ProtocolVersion::find);
        codes("offered_cipher_suites", hello.cipherSuites(), CipherSuite::find);
        codes("offered_groups", hello.supportedGroups(), NamedGroup::find);
        codes("offered_key_shares", hello.keyShares(), NamedGroup::find);
        codes("offered_signature_schemes", hello.signatureSchemes(), SignatureScheme::find);
        list("offered_alpn", hello.applicationProtocols());
    }

    private void codes(
            String key, CodePoints values, IntFunction<? extends @Nullable CodePoint> find) {
        list(
                key,
                values.stream()
                        .filter(value -> !CodePoints.isGrease(value))
                        .mapToObj(value -> CodePoints.label(value, find))
                        .toList());
    }

    private void list(String key, List<String> values) {
        if (values.size() > SHOWN) {
            List<String> shown = new ArrayList<>(values.subList(0, SHOWN));
            shown.add("+" + (values.size() - SHOWN));
            add(key, shown);
        } else if (!values.isEmpty()) {
            add(key, values);
        }
    }

    private static @Nullable String alert(int number) {
        if (number < 0) {
            return null;
        }
        AlertDescription description = AlertDescription.find(number);
        return description == null ? String.valueOf(number) : description.label();
    }

    private void add(String key, @Nullable Object value) {
        if (value != null) {
            fields.put(key, value);
        }
    }
}
