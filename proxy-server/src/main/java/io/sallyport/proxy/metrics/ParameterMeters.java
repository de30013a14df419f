package io.sallyport.proxy.metrics;

import io.micrometer.core.instrument.Counter;
import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.CodePoint;
import io.sallyport.tls.codepoint.CodePoints;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.event.ClientHelloInfo;
import io.sallyport.tls.event.NegotiatedSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which values clients offer and which are agreed upon, for one listener. Thread-safe.
///
/// A client may offer any number, but is counted only under values that this build knows, and once
/// under `other` for all that it does not.
final class ParameterMeters {
    private static final String OTHER = "other";
    private static final String NONE = "none";

    /// Application protocols (IANA, TLS ALPN Protocol IDs) that are worth a time series of their own.
    private static final Set<String> PROTOCOLS =
            Set.of(
                    "http/1.0",
                    "http/1.1",
                    "h2",
                    "h3",
                    "acme-tls/1",
                    "dot",
                    "ftp",
                    "imap",
                    "irc",
                    "managesieve",
                    "mqtt",
                    "pop3",
                    "postgresql",
                    "stun.turn",
                    "xmpp-client",
                    "xmpp-server");

    private enum Parameter {
        VERSION,
        CIPHER_SUITE,
        GROUP,
        SIGNATURE_SCHEME,
        ALPN,
        SERVER_NAME;

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private record TextKey(Parameter parameter, String value) {}

    private final CounterFamily<CodePoint> offered;
    private final CounterFamily<TextKey> offeredText;
    private final ListMemory versions;
    private final ListMemory cipherSuites;
    private final ListMemory groups;
    private final ListMemory signatureSchemes;
    private final CounterFamily<CodePoint> negotiated;
    private final CounterFamily<TextKey> negotiatedText;

    ParameterMeters(MeterStore store, String listener) {
        offered = codes(store, ProxyMeter.SALLYPORT_TLS_OFFERED_TOTAL, listener);
        offeredText = texts(store, ProxyMeter.SALLYPORT_TLS_OFFERED_TOTAL, listener);
        versions = lists(Parameter.VERSION, ProtocolVersion::find);
        cipherSuites = lists(Parameter.CIPHER_SUITE, CipherSuite::find);
        groups = lists(Parameter.GROUP, NamedGroup::find);
        signatureSchemes = lists(Parameter.SIGNATURE_SCHEME, SignatureScheme::find);
        negotiated = codes(store, ProxyMeter.SALLYPORT_TLS_NEGOTIATED_TOTAL, listener);
        negotiatedText = texts(store, ProxyMeter.SALLYPORT_TLS_NEGOTIATED_TOTAL, listener);
    }

    void offered(ClientHelloInfo hello) {
        versions.increment(
                hello.supportedVersions().isEmpty()
                        ? CodePoints.of(hello.legacyVersion())
                        : hello.supportedVersions());
        cipherSuites.increment(hello.cipherSuites());
        groups.increment(hello.supportedGroups());
        signatureSchemes.increment(hello.signatureSchemes());
        offered(hello.applicationProtocols());
    }

    /// @param matchedServerName the configured name that the client's falls under, or null
    void negotiated(NegotiatedSession session, @Nullable String matchedServerName) {
        negotiated.increment(session.version());
        negotiated.increment(session.cipherSuite());
        if (session.group() != null) {
            negotiated.increment(session.group());
        }
        if (session.signatureScheme() != null) {
            negotiated.increment(session.signatureScheme());
        }
        String protocol = session.applicationProtocol();
        negotiatedText.increment(new TextKey(Parameter.ALPN, protocol == null ? NONE : protocol));
        negotiatedText.increment(
                new TextKey(Parameter.SERVER_NAME, shown(session.serverName(), matchedServerName)));
    }

    private static String shown(@Nullable String serverName, @Nullable String matched) {
        if (serverName == null) {
            return NONE;
        }
        return matched == null ? OTHER : matched;
    }

    private ListMemory lists(Parameter parameter, IntFunction<? extends @Nullable CodePoint> find) {
        return new ListMemory(values -> counters(parameter, values, find));
    }

    private List<Counter> counters(
            Parameter parameter,
            CodePoints values,
            IntFunction<? extends @Nullable CodePoint> find) {
        List<Counter> counters = new ArrayList<>();
        boolean others = false;
        for (int i = 0; i < values.size(); i++) {
            int value = values.at(i);
            CodePoint known = find.apply(value);
            if (known == null) {
                others |= !CodePoints.isGrease(value);
            } else if (values.indexOf(value) == i) {
                counters.add(offered.of(known));
            }
        }
        if (others) {
            counters.add(offeredText.of(new TextKey(parameter, OTHER)));
        }
        if (values.isEmpty()) {
            counters.add(offeredText.of(new TextKey(parameter, NONE)));
        }
        return List.copyOf(counters);
    }

    private void offered(List<String> protocols) {
        Stream<String> shown =
                protocols.isEmpty()
                        ? Stream.of(NONE)
                        : protocols.stream()
                                .map(name -> PROTOCOLS.contains(name) ? name : OTHER)
                                .distinct();
        shown.forEach(name -> offeredText.increment(new TextKey(Parameter.ALPN, name)));
    }

    private static CounterFamily<CodePoint> codes(
            MeterStore store, ProxyMeter meter, String listener) {
        return new CounterFamily<>(
                value -> counter(store, meter, listener, parameter(value), value.label()));
    }

    private static CounterFamily<TextKey> texts(
            MeterStore store, ProxyMeter meter, String listener) {
        return new CounterFamily<>(
                key -> counter(store, meter, listener, key.parameter(), key.value()));
    }

    private static Counter counter(
            MeterStore store,
            ProxyMeter meter,
            String listener,
            Parameter parameter,
            String value) {
        return store.counter(meter, listener, parameter.id(), value);
    }

    private static Parameter parameter(CodePoint value) {
        return switch (value) {
            case ProtocolVersion _ -> Parameter.VERSION;
            case CipherSuite _ -> Parameter.CIPHER_SUITE;
            case NamedGroup _ -> Parameter.GROUP;
            case SignatureScheme _ -> Parameter.SIGNATURE_SCHEME;
            default -> throw new IllegalArgumentException(value + ": not negotiated");
        };
    }
}
