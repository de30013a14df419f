package io.sallyport.proxy.forward;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.haproxy.HAProxySSLTLV;
import io.netty.handler.codec.haproxy.HAProxyTLV;
import io.sallyport.config.model.ProxyProtocolTlv;
import io.sallyport.proxy.clientauth.ClientIdentity;
import io.sallyport.tls.codepoint.CodePoint;
import io.sallyport.tls.credential.Credential;
import io.sallyport.tls.credential.Credentials;
import io.sallyport.tls.event.HandshakeKind;
import io.sallyport.tls.event.NegotiatedSession;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a header of version 2 tells of a connection besides its addresses ("The PROXY protocol", section 2.2). All of it
/// is what this proxy has seen itself: nothing comes from a header that a proxy in front sent.
///
/// Who has shown a certificate that is not good is not named, so that a server that forgets to look at `verify` takes
/// nobody for whom he only claims to be.
final class ProxyHeaderTlvs {
    private static final byte ALPN = 0x01;
    private static final byte AUTHORITY = 0x02;
    private static final byte UNIQUE_ID = 0x05;
    private static final byte SSL_VERSION = 0x21;
    private static final byte SSL_CN = 0x22;
    private static final byte SSL_CIPHER = 0x23;
    private static final byte SSL_SIG_ALG = 0x24;
    private static final byte SSL_KEY_ALG = 0x25;
    private static final byte SSL_GROUP = 0x26;
    private static final byte SSL_SIG_SCHEME = 0x27;
    private static final byte SSL_CLIENT_CERT = 0x28;

    private static final int CLIENT_SSL = 0x01;
    private static final int CLIENT_CERT_CONN = 0x02;
    private static final int CLIENT_CERT_SESS = 0x04;
    private static final int VERIFIED = 0;
    private static final int NOT_VERIFIED = 1;

    /// A header has room for 65,535 bytes: two values of this length fit into it. What is longer is left out, because a
    /// part of a name is another name.
    private static final int LONGEST = 24 * 1024;

    private final Set<ProxyProtocolTlv> wanted;

    private ProxyHeaderTlvs(Set<ProxyProtocolTlv> wanted) {
        this.wanted = wanted;
    }

    /// All but the checksum.
    ///
    /// @param ours among which is what was shown to the client; null: unknown
    static List<HAProxyTLV> of(
            Set<ProxyProtocolTlv> wanted, ClientConnection connection, @Nullable Credentials ours) {
        ProxyHeaderTlvs tlvs = new ProxyHeaderTlvs(wanted);
        List<HAProxyTLV> told = new ArrayList<>();
        NegotiatedSession session = connection.session();
        if (session != null) {
            tlvs.add(told, ProxyProtocolTlv.ALPN, ALPN, session.applicationProtocol());
            tlvs.add(told, ProxyProtocolTlv.AUTHORITY, AUTHORITY, session.serverName());
        }
        tlvs.add(
                told,
                ProxyProtocolTlv.UNIQUE_ID,
                UNIQUE_ID,
                String.valueOf(connection.info().id()));
        if (session != null && tlvs.wantsSsl()) {
            told.add(tlvs.ssl(session, connection.identity(), ours));
        }
        return told;
    }

    private boolean wantsSsl() {
        return wanted.contains(ProxyProtocolTlv.SSL)
                || wanted.stream().anyMatch(ProxyProtocolTlv::isWithinSsl);
    }

    private HAProxyTLV ssl(
            NegotiatedSession session,
            @Nullable ClientIdentity client,
            @Nullable Credentials ours) {
        ClientIdentity good = client != null && client.isVerified() ? client : null;
        List<HAProxyTLV> told = new ArrayList<>();
        told.add(tlv(SSL_VERSION, session.version().label()));
        if (good != null) {
            add(told, ProxyProtocolTlv.SSL_CN, SSL_CN, good.names().commonName().orElse(null));
        }
        add(told, ProxyProtocolTlv.SSL_CIPHER, SSL_CIPHER, OpensslNames.of(session.cipherSuite()));
        addOurCertificate(told, session, ours);
        add(told, ProxyProtocolTlv.SSL_GROUP, SSL_GROUP, label(session.group()));
        add(
                told,
                ProxyProtocolTlv.SSL_SIG_SCHEME,
                SSL_SIG_SCHEME,
                label(session.signatureScheme()));
        if (good != null) {
            addClientCertificate(told, good);
        }
        return new HAProxySSLTLV(
                good == null ? NOT_VERIFIED : VERIFIED, (byte) present(session, client), told);
    }

    /// What the client has shown, and when.
    private static int present(NegotiatedSession session, @Nullable ClientIdentity client) {
        if (client == null) {
            return CLIENT_SSL;
        }
        return session.kind() == HandshakeKind.FULL || session.kind() == HandshakeKind.HELLO_RETRY
                ? CLIENT_SSL | CLIENT_CERT_CONN | CLIENT_CERT_SESS
                : CLIENT_SSL | CLIENT_CERT_SESS;
    }

    private void addClientCertificate(List<HAProxyTLV> told, ClientIdentity client) {
        byte[] certificate = client.chain().encodings().getFirst();
        if (wanted.contains(ProxyProtocolTlv.SSL_CLIENT_CERT) && certificate.length <= LONGEST) {
            told.add(new HAProxyTLV(SSL_CLIENT_CERT, Unpooled.wrappedBuffer(certificate)));
        }
    }

    /// A reload may have taken the certificate away in between.
    private void addOurCertificate(
            List<HAProxyTLV> told, NegotiatedSession session, @Nullable Credentials ours) {
        if (ours == null
                || !wanted.contains(ProxyProtocolTlv.SSL_SIG_ALG)
                        && !wanted.contains(ProxyProtocolTlv.SSL_KEY_ALG)) {
            return;
        }
        Optional<X509Certificate> shown =
                ours.all().stream()
                        .filter(each -> each.name().equals(session.credential()))
                        .findFirst()
                        .map(Credential::chain)
                        .map(chain -> chain.endEntity());
        add(
                told,
                ProxyProtocolTlv.SSL_SIG_ALG,
                SSL_SIG_ALG,
                name(shown, OpensslNames::ofSignature));
        add(told, ProxyProtocolTlv.SSL_KEY_ALG, SSL_KEY_ALG, name(shown, OpensslNames::ofKey));
    }

    private static @Nullable String name(
            Optional<X509Certificate> shown, Function<X509Certificate, Optional<String>> name) {
        return shown.flatMap(name).orElse(null);
    }

    private static @Nullable String label(@Nullable CodePoint agreed) {
        return agreed == null ? null : agreed.label();
    }

    private void add(
            List<HAProxyTLV> told, ProxyProtocolTlv which, byte type, @Nullable String value) {
        if (value != null && wanted.contains(which) && isTold(value)) {
            told.add(tlv(type, value));
        }
    }

    /// Not what somebody may take for less than it is.
    private static boolean isTold(String value) {
        return value.length() <= LONGEST / 3 && value.chars().noneMatch(Character::isISOControl);
    }

    private static HAProxyTLV tlv(byte type, String value) {
        return new HAProxyTLV(type, Unpooled.wrappedBuffer(value.getBytes(StandardCharsets.UTF_8)));
    }
}
