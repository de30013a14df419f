package io.sallyport.tls.negotiation;

import io.sallyport.tls.credential.Credentials;
import io.sallyport.tls.event.KeyLog;
import io.sallyport.tls.policy.TlsPolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a handshake is negotiated against, chosen once its ClientHello is known. Immutable and shared by
/// any number of connections.
///
/// @param applicationProtocols ours for ALPN, most preferred first; if empty, ALPN goes unanswered
/// @param keyLog receives the connection's secrets, or null (the rule)
public record ServerConfiguration(
        TlsPolicy policy,
        Credentials credentials,
        UnknownServerName unknownServerName,
        List<String> applicationProtocols,
        @Nullable KeyLog keyLog) {

    /// What becomes of a client that names a server no credential serves.
    public enum UnknownServerName {
        /// It gets the default credential.
        DEFAULT,
        /// It gets `unrecognized_name`.
        REFUSE
    }

    public ServerConfiguration {
        applicationProtocols = List.copyOf(applicationProtocols);
    }
}
