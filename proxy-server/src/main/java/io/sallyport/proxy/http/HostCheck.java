package io.sallyport.proxy.http;

import io.sallyport.proxy.runtime.TlsSettings;
import io.sallyport.tls.event.NegotiatedSession;
import org.jspecify.annotations.Nullable;

/// Whether a request is for a host that the connection's certificate is for (RFC 9110, section 7.4).
final class HostCheck {

    private HostCheck() {}

    /// A client that named no server, or got the default certificate for a name that we do not know, may ask for
    /// any host: it has not been promised anything.
    ///
    /// @param host in lower case, without a port; may be empty
    static boolean fits(
            String host, @Nullable NegotiatedSession session, @Nullable TlsSettings tls) {
        if (session == null || tls == null || host.isEmpty()) {
            return true;
        }
        String named = session.serverName();
        if (named == null || named.equals(host)) {
            return true;
        }
        var credentials = tls.configuration().credentials();
        return credentials.serving(named).isEmpty()
                || credentials.serving(host).stream()
                        .anyMatch(each -> each.name().equals(session.credential()));
    }
}
