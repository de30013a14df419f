package io.sallyport.config.model;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How a listener speaks TLS.
///
/// @param policy versions, suites, groups and signature schemes
/// @param overrides lists that replace the policy's own
/// @param certificates at least one; the first is the default
/// @param unknownServerName what a client gets that asks for a name without a certificate
/// @param alpn protocol names (RFC 7301) in the server's order of preference; empty: the extension
///   is not answered; otherwise a client whose list has none of these is refused
/// @param handshakeTimeout from the accepted connection to the end of the handshake
/// @param sessions how sessions are kept
/// @param requireExtendedMasterSecret whether clients of TLS 1.2 without one are refused (RFC 7627)
/// @param keyLogFile where the secrets of every connection are written (RFC 9850); empty: nowhere
/// @param clientAuth how clients are authenticated by certificates
public record ListenerTls(
        TlsPolicyName policy,
        PolicyOverrides overrides,
        List<CertificateFiles> certificates,
        UnknownServerName unknownServerName,
        List<String> alpn,
        Duration handshakeTimeout,
        SessionSettings sessions,
        boolean requireExtendedMasterSecret,
        Optional<Path> keyLogFile,
        ClientAuth clientAuth) {

    /// For services that anybody may use; what is weak is still refused.
    public static final TlsPolicyName DEFAULT_POLICY = TlsPolicyName.MOZILLA_INTERMEDIATE_6_0;

    /// Clients without SNI and health checks by address go on working.
    public static final UnknownServerName DEFAULT_UNKNOWN_SERVER_NAME = UnknownServerName.DEFAULT;

    /// Enough for three round trips over a bad mobile connection.
    public static final Duration DEFAULT_HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);

    public ListenerTls {
        certificates = List.copyOf(certificates);
        alpn = List.copyOf(alpn);
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("no certificates; TLS needs at least one");
        }
    }

    /// These certificates, and defaults for the rest.
    public static ListenerTls of(List<CertificateFiles> certificates) {
        return new ListenerTls(
                DEFAULT_POLICY,
                PolicyOverrides.NONE,
                certificates,
                DEFAULT_UNKNOWN_SERVER_NAME,
                List.of(),
                DEFAULT_HANDSHAKE_TIMEOUT,
                SessionSettings.DEFAULTS,
                false,
                Optional.empty(),
                ClientAuth.NONE);
    }

    /// The same with another policy.
    public ListenerTls withPolicy(TlsPolicyName name) {
        return new ListenerTls(
                name,
                overrides,
                certificates,
                unknownServerName,
                alpn,
                handshakeTimeout,
                sessions,
                requireExtendedMasterSecret,
                keyLogFile,
                clientAuth);
    }

    /// The same with other lists instead of the policy's.
    public ListenerTls withOverrides(PolicyOverrides lists) {
        return new ListenerTls(
                policy,
                lists,
                certificates,
                unknownServerName,
                alpn,
                handshakeTimeout,
                sessions,
                requireExtendedMasterSecret,
                keyLogFile,
                clientAuth);
    }

    /// The same with another answer to unknown names.
    public ListenerTls withUnknownServerName(UnknownServerName answer) {
        return new ListenerTls(
                policy,
                overrides,
                certificates,
                answer,
                alpn,
                handshakeTimeout,
                sessions,
                requireExtendedMasterSecret,
                keyLogFile,
                clientAuth);
    }

    /// The same with these protocols.
    public ListenerTls withAlpn(List<String> protocols) {
        return new ListenerTls(
                policy,
                overrides,
                certificates,
                unknownServerName,
                protocols,
                handshakeTimeout,
                sessions,
                requireExtendedMasterSecret,
                keyLogFile,
                clientAuth);
    }

    /// The same with another deadline.
    public ListenerTls withHandshakeTimeout(Duration timeout) {
        return new ListenerTls(
                policy,
                overrides,
                certificates,
                unknownServerName,
                alpn,
                timeout,
                sessions,
                requireExtendedMasterSecret,
                keyLogFile,
                clientAuth);
    }

    /// The same with another way to keep sessions.
    public ListenerTls withSessions(SessionSettings settings) {
        return new ListenerTls(
                policy,
                overrides,
                certificates,
                unknownServerName,
                alpn,
                handshakeTimeout,
                settings,
                requireExtendedMasterSecret,
                keyLogFile,
                clientAuth);
    }

    /// The same with another answer to clients without an extended master secret.
    public ListenerTls withRequireExtendedMasterSecret(boolean required) {
        return new ListenerTls(
                policy,
                overrides,
                certificates,
                unknownServerName,
                alpn,
                handshakeTimeout,
                sessions,
                required,
                keyLogFile,
                clientAuth);
    }

    /// The same with a key log.
    public ListenerTls withKeyLogFile(Path file) {
        return new ListenerTls(
                policy,
                overrides,
                certificates,
                unknownServerName,
                alpn,
                handshakeTimeout,
                sessions,
                requireExtendedMasterSecret,
                Optional.of(file),
                clientAuth);
    }

    /// The same, authenticating clients.
    public ListenerTls withClientAuth(ClientAuth settings) {
        return new ListenerTls(
                policy,
                overrides,
                certificates,
                unknownServerName,
                alpn,
                handshakeTimeout,
                sessions,
                requireExtendedMasterSecret,
                keyLogFile,
                settings);
    }
}
