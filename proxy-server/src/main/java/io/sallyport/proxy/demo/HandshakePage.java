package io.sallyport.proxy.demo;

import io.sallyport.proxy.endpoint.Html;
import io.sallyport.proxy.insight.HandshakeReport;
import io.sallyport.proxy.insight.Ja4;
import io.sallyport.proxy.insight.PeerText;
import io.sallyport.proxy.insight.ReportFields;
import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.CodePoint;
import io.sallyport.tls.codepoint.CodePoints;
import io.sallyport.tls.codepoint.ExtensionType;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.event.ClientHelloInfo;
import io.sallyport.tls.event.HandshakePhase;
import io.sallyport.tls.event.NegotiatedSession;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Shows a visitor the handshake that led here: what was agreed upon, what the client offered, and
/// where the time went.
final class HandshakePage {
    private final StringBuilder out = new StringBuilder(8192);

    private HandshakePage() {}

    static String of(HandshakeReport report, NegotiatedSession session) {
        HandshakePage page = new HandshakePage();
        page.lead(report, session);
        page.agreed(session);
        if (report.clientHello() != null) {
            page.offered(report.clientHello(), session);
        }
        page.times(report);
        return page.out.toString();
    }

    private void lead(HandshakeReport report, NegotiatedSession session) {
        out.append("<h1>Your handshake</h1>\n<p class=\"lead\">You are connected by <strong>")
                .append(session.version().label())
                .append("</strong>. ")
                .append(quantum(session.group()))
                .append(" It took ")
                .append(roundTrips(session))
                .append(" and ")
                .append(ReportFields.millis(report.totalNanos()))
                .append(" ms, of which ")
                .append(ReportFields.millis(report.computeNanos()))
                .append(" ms were our own work.</p>\n");
    }

    private static String quantum(@Nullable NamedGroup group) {
        if (group == null) {
            return "There was no key exchange that protects a recording of this connection.";
        }
        return switch (group.kind()) {
            case HYBRID ->
                    "The key exchange is hybrid: even a later quantum computer cannot read a"
                            + " recording of this connection.";
            case ECDHE, FFDHE ->
                    "The key exchange is classical: safe today, but a later quantum computer could"
                            + " read a recording of this connection.";
        };
    }

    private static String roundTrips(NegotiatedSession session) {
        return switch (session.kind()) {
            case FULL ->
                    session.version() == ProtocolVersion.TLS_1_3
                            ? "one round trip"
                            : "two round trips";
            case RESUMED -> "one round trip (you resumed a session)";
            case EARLY_DATA -> "none (you resumed a session, and asked at once)";
            case HELLO_RETRY -> "two round trips (the first key share was for no group we take)";
        };
    }

    private void agreed(NegotiatedSession session) {
        out.append("<section><h2>What was agreed upon</h2>\n<dl>\n");
        fact("Version", session.version().label(), null);
        fact("Cipher suite", session.cipherSuite().label(), "encrypts and authenticates the data");
        fact("Group", label(session.group()), "both sides made the keys with it");
        fact(
                "Signature scheme",
                label(session.signatureScheme()),
                "the server proved by it that it holds the key of its certificate");
        fact("Certificate", session.credential(), null);
        fact(
                "Server name",
                session.serverName() == null ? "none" : PeerText.escape(session.serverName()),
                session.serverName() == null ? "clients send none for IP addresses" : null);
        fact(
                "Application protocol",
                session.applicationProtocol() == null ? "none" : session.applicationProtocol(),
                session.applicationProtocol() == null ? "the client sent no ALPN" : null);
        out.append("</dl></section>\n");
    }

    private static String label(@Nullable CodePoint value) {
        return value == null ? "none" : value.label();
    }

    private void offered(ClientHelloInfo hello, NegotiatedSession session) {
        out.append("<section><h2>What your client offered</h2>\n<dl>\n");
        pills("Versions", hello.supportedVersions(), ProtocolVersion::find, session.version());
        pills("Cipher suites", hello.cipherSuites(), CipherSuite::find, session.cipherSuite());
        pills("Groups", hello.supportedGroups(), NamedGroup::find, session.group());
        pills("Key shares", hello.keyShares(), NamedGroup::find, session.group());
        pills(
                "Signature schemes",
                hello.signatureSchemes(),
                SignatureScheme::find,
                session.signatureScheme());
        protocols(hello.applicationProtocols(), session.applicationProtocol());
        pills("Extensions", hello.extensions(), ExtensionType::find, null);
        fact(
                "JA4",
                Ja4.of(hello),
                "a fingerprint of the client's software, the same wherever it connects to");
        fact("Size", hello.length() + " bytes", null);
        out.append("</dl></section>\n");
    }

    private void times(HandshakeReport report) {
        long total = Math.max(1, report.totalNanos());
        out.append("<section><h2>Where the time went</h2>\n<div class=\"phases\">\n");
        for (HandshakePhase phase : HandshakePhase.values()) {
            long nanos = report.phaseTimes().nanos(phase);
            if (nanos > 0 && phase != HandshakePhase.ESTABLISHED) {
                out.append("<span>")
                        .append(words(phase))
                        .append("</span><span class=\"track\"><span class=\"bar")
                        .append(isWaiting(phase) ? " wait" : "")
                        .append("\" style=\"display:block;width:")
                        .append(Math.min(100, nanos * 100 / total))
                        .append("%\"></span></span><span class=\"time\">")
                        .append(ReportFields.millis(nanos))
                        .append(" ms</span>\n");
            }
        }
        out.append("</div><p class=\"note\">Grey is waiting for the network and for you.</p>");
        out.append("</section>\n");
    }

    private static boolean isWaiting(HandshakePhase phase) {
        return switch (phase) {
            case CLIENT_HELLO,
                    SECOND_CLIENT_HELLO,
                    CLIENT_CERTIFICATE,
                    CLIENT_KEY_EXCHANGE,
                    CERTIFICATE_VERIFY,
                    CLIENT_CHANGE_CIPHER_SPEC,
                    EARLY_DATA,
                    CLIENT_FINISHED ->
                    true;
            case CONFIGURATION,
                    NEGOTIATION,
                    REPLAY_CHECK,
                    SIGNATURE,
                    CERTIFICATE_CHECK,
                    DECRYPTION,
                    ESTABLISHED ->
                    false;
        };
    }

    private static String words(HandshakePhase phase) {
        return switch (phase) {
            case CLIENT_HELLO -> "your ClientHello";
            case CONFIGURATION -> "choice of configuration";
            case NEGOTIATION -> "negotiation, keys";
            case SECOND_CLIENT_HELLO -> "your second ClientHello";
            case REPLAY_CHECK -> "our search for the same ClientHello";
            case SIGNATURE -> "our signature";
            case CLIENT_CERTIFICATE -> "your certificate";
            case CERTIFICATE_CHECK -> "our check of your certificate";
            case CLIENT_KEY_EXCHANGE -> "your half of the key exchange";
            case DECRYPTION -> "our decryption of your secret";
            case CERTIFICATE_VERIFY -> "your proof of your key";
            case CLIENT_CHANGE_CIPHER_SPEC -> "your change of keys";
            case EARLY_DATA -> "your early data";
            case CLIENT_FINISHED -> "your Finished";
            case ESTABLISHED -> "data";
        };
    }

    private void fact(String name, String value, @Nullable String note) {
        out.append("<dt>").append(name).append("</dt><dd><code>").append(Html.escape(value));
        out.append("</code>");
        if (note != null) {
            out.append("<small>").append(note).append("</small>");
        }
        out.append("</dd>\n");
    }

    private void pills(
            String name,
            CodePoints values,
            IntFunction<? extends @Nullable CodePoint> find,
            @Nullable CodePoint chosen) {
        out.append("<dt>").append(name).append("</dt><dd class=\"pills\">");
        values.stream()
                .forEach(value ->
                        pill(
                                CodePoints.label(value, find),
                                chosen != null && value == chosen.code()));
        if (values.isEmpty()) {
            pill("none", false);
        }
        out.append("</dd>\n");
    }

    private void protocols(List<String> values, @Nullable String chosen) {
        out.append("<dt>Application protocols</dt><dd class=\"pills\">");
        values.forEach(value -> pill(PeerText.escape(value), value.equals(chosen)));
        if (values.isEmpty()) {
            pill("none", false);
        }
        out.append("</dd>\n");
    }

    private void pill(String text, boolean chosen) {
        out.append(chosen ? "<span class=\"pill chosen\">" : "<span class=\"pill\">")
                .append(Html.escape(text))
                .append("</span>");
    }
}
