package io.sallyport.proxy.http;

import io.sallyport.proxy.forward.ClientConnection;
import io.sallyport.proxy.runtime.TlsSettings;
import io.sallyport.tls.event.NegotiatedSession;
import org.jspecify.annotations.Nullable;

/// Whether a request is for a host that its connection is for (RFC 9110, section 7.4).
final class HostCheck {

    private HostCheck() {}

    /// @param host in lower case, without a port; may be empty
    /// @param tls what is in force now
    /// @return why it is not; null if it is
    static @Nullable HttpFailure failure(
            String host, ClientConnection connection, @Nullable TlsSettings tls) {
        NegotiatedSession session = connection.session();
        if (session == null) {
            return null;
        }
        String name = withoutFinalDot(host);
        if (!isOfItsClients(name, session, connection, tls)) {
            return HttpFailure.MISDIRECTED_CLIENT;
        }
        return tls == null || isOfItsCertificate(name, session, tls)
                ? null
                : HttpFailure.MISDIRECTED;
    }

    /// Nobody gets to a host by having been authenticated for another one that is held to something else. It has to fit by
    /// what was in force when the connection was made, and by what is now: a reload must not open a host to
    /// connections that had no way to it, nor one that it has just closed.
    private static boolean isOfItsClients(
            String host,
            NegotiatedSession session,
            ClientConnection connection,
            @Nullable TlsSettings tls) {
        String named = session.serverName();
        return connection.clientChecks().areAlike(named, host)
                && (tls == null || tls.clients().areAlike(named, host));
    }

    /// A client that named no server, or got the default certificate for a name that we do not know, may ask for
    /// any host: it has not been promised anything.
    private static boolean isOfItsCertificate(
            String host, NegotiatedSession session, TlsSettings tls) {
        String named = session.serverName();
        if (host.isEmpty() || named == null || named.equals(host)) {
            return true;
        }
        var credentials = tls.configuration().credentials();
        return credentials.serving(named).isEmpty()
                || credentials.serving(host).stream()
                        .anyMatch(each -> each.name().equals(session.credential()));
    }

    /// As the name in TLS is.
    private static String withoutFinalDot(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }
}
