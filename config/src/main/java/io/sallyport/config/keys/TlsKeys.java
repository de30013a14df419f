package io.sallyport.config.keys;

import io.sallyport.config.model.ListenerTls;
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
    static final Key<TlsPolicyName> POLICY =
            Key.defaulting(
                    "policy",
                    Types.word(TlsPolicyName.class),
                    ListenerTls.DEFAULT_POLICY,
                    Change.LIVE,
                    """
                    Which versions, cipher suites, groups and signature schemes are used: one of
                    Mozilla's server-side TLS guidelines, in a version that never changes. The
                    TLS 1.2 half of `mozilla-intermediate-6.0` is not built in this release.
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
                    "ALPN is not answered",
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
                                    CERTIFICATES,
                                    UNKNOWN_SERVER_NAME,
                                    ALPN,
                                    HANDSHAKE_TIMEOUT,
                                    KEY_LOG_FILE))
                    .refusing(
                            Map.of(
                                    "client_auth",
                                    ListenerKeys.NOT_BUILT + "; leave it out",
                                    "session_tickets",
                                    ListenerKeys.NOT_BUILT + "; leave it out"));

    private TlsKeys() {}
}
