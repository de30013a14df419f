package io.sallyport.proxy.accesslog;

import io.sallyport.proxy.insight.ConnectionInfo;
import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.CodePoint;
import io.sallyport.tls.codepoint.CodePoints;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.event.ClientHelloInfo;
import io.sallyport.tls.event.NegotiatedSession;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Fields that several lines have in common. What a client sent is escaped
/// by the layouts.
final class SessionFields {
    /// More than any honest client offers of anything that we know by name.
    private static final int SHOWN = 40;

    private static final int MICROS_SCALE = 3;
    private static final int NANOS_SCALE = 6;

    private SessionFields() {}

    static void connection(Line line, ConnectionInfo connection) {
        line.field("listener", connection.listener())
                .field("connection", connection.id())
                .field("client", address(connection.client()));
    }

    static void session(Line line, NegotiatedSession session) {
        line.field("version", session.version().label())
                .field("cipher_suite", session.cipherSuite().label())
                .field("group", session.group().label())
                .field("signature_scheme", session.signatureScheme().label())
                .field("alpn", session.applicationProtocol())
                .field("certificate", session.credential());
    }

    static void offered(Line line, ClientHelloInfo hello) {
        CodePoints versions =
                hello.supportedVersions().isEmpty()
                        ? CodePoints.of(hello.legacyVersion())
                        : hello.supportedVersions();
        codes(line, "offered_versions", versions, ProtocolVersion::find);
        codes(line, "offered_cipher_suites", hello.cipherSuites(), CipherSuite::find);
        codes(line, "offered_groups", hello.supportedGroups(), NamedGroup::find);
        codes(line, "offered_key_shares", hello.keyShares(), NamedGroup::find);
        codes(line, "offered_signature_schemes", hello.signatureSchemes(), SignatureScheme::find);
        list(line, "offered_alpn", hello.applicationProtocols());
    }

    /// Milliseconds with three places.
    static BigDecimal millis(long nanos) {
        return BigDecimal.valueOf(nanos, NANOS_SCALE)
                .setScale(MICROS_SCALE, java.math.RoundingMode.HALF_UP);
    }

    /// `ADDRESS:PORT`, IPv6 in brackets; nothing is looked up.
    static String address(SocketAddress address) {
        if (address instanceof InetSocketAddress internet && internet.getAddress() != null) {
            String host = internet.getAddress().getHostAddress();
            return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + internet.getPort();
        }
        return address.toString();
    }

    private static void codes(
            Line line,
            String key,
            CodePoints values,
            IntFunction<? extends @Nullable CodePoint> find) {
        list(
                line,
                key,
                values.stream()
                        .filter(value -> !CodePoints.isGrease(value))
                        .mapToObj(value -> CodePoints.label(value, find))
                        .toList());
    }

    private static void list(Line line, String key, List<String> values) {
        if (values.size() > SHOWN) {
            List<String> shown = new java.util.ArrayList<>(values.subList(0, SHOWN));
            shown.add("+" + (values.size() - SHOWN));
            line.field(key, shown);
        } else if (!values.isEmpty()) {
            line.field(key, values);
        }
    }
}
