package io.sallyport.tls.negotiation;

import io.sallyport.tls.credential.Credentials;
import io.sallyport.tls.event.KeyLog;
import io.sallyport.tls.policy.TlsPolicy;
import io.sallyport.tls.resumption.Resumption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a handshake is negotiated against, chosen once its ClientHello is known. Immutable and shared by
/// any number of connections.
///
/// @param applicationProtocols ours for ALPN, most preferred first; if empty, ALPN goes unanswered
/// @param keyLog receives the connection's secrets, or null (the rule)
/// @param resumption how sessions are kept
/// @param extendedMasterSecretRequired whether TLS 1.2 without one is refused (RFC 7627)
/// @param clientAuthentication whether clients are asked for a certificate, or null if not
public record ServerConfiguration(
        TlsPolicy policy,
        Credentials credentials,
        UnknownServerName unknownServerName,
        List<String> applicationProtocols,
        @Nullable KeyLog keyLog,
        Resumption resumption,
        boolean extendedMasterSecretRequired,
        @Nullable ClientAuthentication clientAuthentication) {

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

    /// A configuration without resumption and without client certificates.
    public ServerConfiguration(
            TlsPolicy policy,
            Credentials credentials,
            UnknownServerName unknownServerName,
            List<String> applicationProtocols,
            @Nullable KeyLog keyLog) {
        this(
                policy,
                credentials,
                unknownServerName,
                applicationProtocols,
                keyLog,
                Resumption.NONE,
                false,
                null);
    }

    /// The same with another policy.
    public ServerConfiguration withPolicy(TlsPolicy other) {
        return new ServerConfiguration(
                other,
                credentials,
                unknownServerName,
                applicationProtocols,
                keyLog,
                resumption,
                extendedMasterSecretRequired,
                clientAuthentication);
    }

    /// The same with another way to keep sessions.
    public ServerConfiguration withResumption(Resumption other) {
        return new ServerConfiguration(
                policy,
                credentials,
                unknownServerName,
                applicationProtocols,
                keyLog,
                other,
                extendedMasterSecretRequired,
                clientAuthentication);
    }

    /// The same, insisting on an extended master secret.
    public ServerConfiguration requiringExtendedMasterSecret() {
        return new ServerConfiguration(
                policy,
                credentials,
                unknownServerName,
                applicationProtocols,
                keyLog,
                resumption,
                true,
                clientAuthentication);
    }

    /// The same, asking clients for a certificate.
    public ServerConfiguration withClientAuthentication(ClientAuthentication other) {
        return new ServerConfiguration(
                policy,
                credentials,
                unknownServerName,
                applicationProtocols,
                keyLog,
                resumption,
                extendedMasterSecretRequired,
                other);
    }
}
