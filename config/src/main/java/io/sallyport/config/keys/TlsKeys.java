package io.sallyport.config.keys;

import io.sallyport.config.model.CipherSuiteName;
import io.sallyport.config.model.GroupName;
import io.sallyport.config.model.ListenerTls;
import io.sallyport.config.model.SignatureSchemeName;
import io.sallyport.config.model.TlsPolicyName;
import io.sallyport.config.model.UnknownServerName;
import io.sallyport.config.schema.Change;
import io.sallyport.config.schema.FileTypes;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Section;
import io.sallyport.config.schema.Types;
import io.sallyport.config.schema.ValueType;
import io.sallyport.config.schema.Values;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Keys under `listeners.NAME.tls`.
final class TlsKeys {
    private static final String THE_POLICYS_OWN = "the policy's own";

    static final Key<TlsPolicyName> POLICY =
            Key.defaulting(
                    "policy",
                    Types.word(TlsPolicyName.class),
                    ListenerTls.DEFAULT_POLICY,
                    Change.LIVE,
                    """
                    Which versions, cipher suites, groups and signature schemes are used, under a
                    name that never changes its meaning: one of Mozilla's server-side TLS
                    guidelines, or `compatible-2026-11`, which lets in clients that those leave out
                    and costs them safety (see the page on policies).
                    """);

    static final Key<List<GroupName>> GROUPS =
            Key.optional(
                    "groups",
                    new ValueType.ScalarList<>(Types.word(GroupName.class)),
                    THE_POLICYS_OWN,
                    Change.LIVE,
                    """
                    Groups for key exchange, the preferred one first, instead of the policy's. The
                    three with `MLKEM` in their names are hybrids that stay safe when somebody
                    records the traffic and has a quantum computer one day.
                    """);

    static final Key<List<CipherSuiteName>> CIPHER_SUITES =
            Key.optional(
                    "cipher_suites",
                    new ValueType.ScalarList<>(Types.word(CipherSuiteName.class)),
                    THE_POLICYS_OWN,
                    Change.LIVE,
                    """
                    Cipher suites, instead of the policy's: `TLS_*_WITH_*` are for TLS 1.2, the
                    others for TLS 1.3. A version without a suite is not spoken. Which of the suites
                    is used is for the client to choose where the policy says so, as Mozilla's do.
                    """);

    static final Key<List<SignatureSchemeName>> SIGNATURE_SCHEMES =
            Key.optional(
                    "signature_schemes",
                    new ValueType.ScalarList<>(Types.word(SignatureSchemeName.class)),
                    THE_POLICYS_OWN,
                    Change.LIVE,
                    """
                    Schemes by which a certificate's key may sign the handshake, the preferred one
                    first, instead of the policy's. A certificate with a key that none of them fits
                    is not used. The three `rsa_pkcs1` are for TLS 1.2 only.
                    """);

    static final Key<List<Values>> CERTIFICATES =
            Key.mandatory(
                    "certificates",
                    new ValueType.NestedList(CertificateKeys.SECTION),
                    Change.LIVE,
                    """
                    The certificates to show. Of those that fit the server name the client asks
                    for, it gets the first whose kind of key it can verify. The first one of all
                    is the default.
                    """);

    static final Key<UnknownServerName> UNKNOWN_SERVER_NAME =
            Key.defaulting(
                    "unknown_server_name",
                    Types.word(UnknownServerName.class),
                    ListenerTls.DEFAULT_UNKNOWN_SERVER_NAME,
                    Change.LIVE,
                    """
                    What a client gets that asks for a server name without a certificate: the
                    `default` certificate, or the alert `unrecognized_name`.
                    """);

    static final Key<List<String>> ALPN =
            Key.optional(
                    "alpn",
                    new ValueType.ScalarList<>(Names.alpnProtocol()),
                    "`[h2, http/1.1]` in mode http; in mode tcp ALPN is not answered",
                    Change.LIVE,
                    """
                    Application protocols (RFC 7301), the preferred one first, such as
                    `[h2, http/1.1]`. A client whose list has none of them is refused with
                    `no_application_protocol`; one that sends no list is let in.
                    """);

    static final Key<Duration> HANDSHAKE_TIMEOUT =
            Key.defaulting(
                    "handshake_timeout",
                    Types.duration(Duration.ofMillis(100), Duration.ofMinutes(5)),
                    ListenerTls.DEFAULT_HANDSHAKE_TIMEOUT,
                    Change.LIVE,
                    """
                    The time from the accepted connection to the end of the handshake; a slower
                    client is cut off.
                    """);

    static final Key<Values> SESSIONS =
            Key.optional(
                    "sessions",
                    new ValueType.Nested(SessionKeys.SECTION),
                    "the defaults of its keys",
                    Change.LIVE,
                    """
                    How sessions are kept for their clients to resume, which saves the signature and
                    the certificates, and in TLS 1.2 a round trip. Only under the same server name,
                    and in TLS 1.3 for the same application protocol.
                    """);

    static final Key<Values> CLIENT_AUTH =
            Key.optional(
                    "client_auth",
                    new ValueType.Nested(PerServerNameKeys.CLIENT_AUTH),
                    "clients are not asked for certificates",
                    Change.LIVE,
                    """
                    How clients are authenticated by certificates (mutual TLS). How to switch it on
                    without locking anybody out stands in
                    [client-certificates.md](client-certificates.md).
                    """);

    static final Key<Boolean> REQUIRE_EXTENDED_MASTER_SECRET =
            Key.defaulting(
                    "require_extended_master_secret",
                    Types.flag(),
                    false,
                    Change.LIVE,
                    """
                    Whether clients of TLS 1.2 are refused that do not bind the secret of a
                    connection to its handshake (RFC 7627). All that are kept up to date do since
                    2016, Go since 1.20.
                    """);

    static final Key<Path> KEY_LOG_FILE =
            Key.optional(
                    "key_log_file",
                    FileTypes.writable("the path of a file to write"),
                    "off",
                    Change.LIVE,
                    """
                    **For debugging only.** The secrets of every connection are appended to this
                    file (RFC 9850), so that Wireshark can decrypt recorded traffic. So can anyone
                    else who reads it; the program warns for as long as it is on.
                    """);

    static final Section SECTION =
            Section.of(
                            List.of(
                                    POLICY,
                                    GROUPS,
                                    CIPHER_SUITES,
                                    SIGNATURE_SCHEMES,
                                    CERTIFICATES,
                                    UNKNOWN_SERVER_NAME,
                                    ALPN,
                                    HANDSHAKE_TIMEOUT,
                                    SESSIONS,
                                    CLIENT_AUTH,
                                    REQUIRE_EXTENDED_MASTER_SECRET,
                                    KEY_LOG_FILE))
                    .refusing(Map.of("session_tickets", "is called sessions.tickets; write that"));

    private TlsKeys() {}
}
