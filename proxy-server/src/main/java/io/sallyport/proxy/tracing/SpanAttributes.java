package io.sallyport.proxy.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.sallyport.proxy.insight.ConnectionInfo;
import io.sallyport.proxy.insight.PeerText;
import io.sallyport.tls.event.HandshakeKind;
import io.sallyport.tls.event.NegotiatedSession;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/// What a span says, named by the semantic conventions of OpenTelemetry as far as they go, and with `sallyport.` in front
/// where they do not. What a peer sent is escaped and cut as in the log.
final class SpanAttributes {
    private static final String TLS_PREFIX = "TLSv";

    private final AttributesBuilder attributes = Attributes.builder();

    SpanAttributes put(String key, @Nullable String value) {
        if (value != null) {
            attributes.put(key, value);
        }
        return this;
    }

    SpanAttributes put(String key, long value) {
        attributes.put(key, value);
        return this;
    }

    SpanAttributes put(String key, boolean value) {
        attributes.put(key, value);
        return this;
    }

    /// A text that a peer chose.
    SpanAttributes fromPeer(String key, @Nullable String value) {
        return put(key, value == null || value.isEmpty() ? null : PeerText.escape(value));
    }

    /// Who the client is, and who is at the other end of the connection: a proxy in front, where there is one whose
    /// word counts.
    SpanAttributes connection(ConnectionInfo connection) {
        address("client", connection.client());
        SocketAddress peer = connection.proxy();
        address("network.peer", peer == null ? connection.client() : peer);
        return put("sallyport.listener", connection.listener())
                .put("sallyport.connection", connection.id());
    }

    private void address(String prefix, SocketAddress address) {
        if (address instanceof InetSocketAddress internet && internet.getAddress() != null) {
            put(prefix + ".address", internet.getAddress().getHostAddress());
            put(prefix + ".port", internet.getPort());
        }
    }

    /// What was negotiated.
    SpanAttributes session(@Nullable NegotiatedSession session) {
        if (session == null) {
            return this;
        }
        HandshakeKind kind = session.kind();
        return put("tls.protocol.name", "tls")
                .put("tls.protocol.version", version(session.version().label()))
                .put("tls.cipher", session.cipherSuite().label())
                .put("tls.curve", session.group() == null ? null : session.group().label())
                .put(
                        "tls.resumed",
                        kind == HandshakeKind.RESUMED || kind == HandshakeKind.EARLY_DATA)
                .put("tls.next_protocol", session.applicationProtocol());
    }

    private static String version(String label) {
        return label.startsWith(TLS_PREFIX) ? label.substring(TLS_PREFIX.length()) : label;
    }

    Attributes build() {
        return attributes.build();
    }
}
