package io.sallyport.config.keys;

import io.sallyport.config.model.ByteSize;
import io.sallyport.config.model.ClientAuthMode;
import io.sallyport.config.model.ClientAuthSettings;
import io.sallyport.config.model.StaleCrl;
import io.sallyport.config.schema.Change;
import io.sallyport.config.schema.FileTypes;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Types;
import io.sallyport.config.schema.ValueType;
import io.sallyport.config.schema.Values;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Keys under `listeners.NAME.tls.client_auth`, and again for some server names.
final class ClientAuthKeys {
    private static final int MOST_CERTIFICATES = 10;

    static final Key<ClientAuthMode> MODE =
            Key.defaulting(
                    "mode",
                    Types.word(ClientAuthMode.class),
                    ClientAuthMode.NONE,
                    Change.LIVE,
                    """
                    Whether clients are asked for a certificate, and what becomes of one that is not
                    good. `observe` lets everybody in, and counts and logs whom `required` would
                    refuse, and why; `optional` lets clients in that show none; `required` does not.
                    (nginx: `ssl_verify_client`; HAProxy: `verify`.)
                    """);

    static final Key<List<Path>> TRUST =
            Key.optional(
                    "trust",
                    new ValueType.OneOrMore<>(
                            FileTypes.readableOrFolder(
                                    "the path of a PEM file with CA certificates, or of a folder with"
                                            + " such files")),
                    "none; needed unless `mode` is `none`",
                    Change.LIVE,
                    """
                    The CAs whose certificates are taken: PEM files, or folders whose files are all
                    read. They are read again when they change. Intermediate certificates are for the
                    client to send. (nginx: `ssl_client_certificate`;
                    HAProxy: `ca-file`.)
                    """);

    static final Key<List<Path>> CRL =
            Key.optional(
                    "crl",
                    new ValueType.OneOrMore<>(
                            FileTypes.readableOrFolder(
                                    "the path of a file with CRLs, or of a folder with such files")),
                    "nobody is asked whether a certificate is revoked",
                    Change.LIVE,
                    """
                    Lists of revoked certificates, in PEM or DER: files, or folders whose files are
                    all read. Every CA below those of `trust` needs one, and so do these. They are
                    read again when they change. (nginx: `ssl_crl`; HAProxy: `crl-file`.)
                    """);

    static final Key<StaleCrl> STALE_CRL =
            Key.defaulting(
                    "stale_crl",
                    Types.word(StaleCrl.class),
                    StaleCrl.REFUSE,
                    Change.LIVE,
                    """
                    What becomes of a certificate whose issuer has no CRL in `crl`, or one whose next
                    issue is overdue. What a stale one lists is refused in any case.
                    """);

    static final Key<Values> OCSP =
            Key.optional(
                    "ocsp",
                    new ValueType.Nested(OcspKeys.SECTION),
                    "no responder is asked",
                    Change.LIVE,
                    """
                    Asks OCSP responders whether certificates are revoked, and takes what clients
                    staple. `{}` takes all defaults. (nginx: `ssl_ocsp`.)
                    """);

    static final Key<List<Values>> ALLOW =
            Key.optional(
                    "allow",
                    new ValueType.NestedList(AllowKeys.SECTION),
                    "everybody that the CAs vouch for",
                    Change.LIVE,
                    """
                    Whom a good certificate has to name: its client is let in if one item of the list
                    fits, and an item fits if all its keys do. Others get the alert
                    `access_denied`.
                    """);

    static final Key<Duration> CLOCK_SKEW =
            Key.defaulting(
                    "clock_skew",
                    Types.duration(Duration.ZERO, Duration.ofDays(1)),
                    ClientAuthSettings.DEFAULT_CLOCK_SKEW,
                    Change.LIVE,
                    """
                    By how much a certificate may be used before its time and after it, for clocks
                    that differ.
                    """);

    static final Key<Integer> MAX_CHAIN_LENGTH =
            Key.defaulting(
                    "max_chain_length",
                    Types.whole(1, MOST_CERTIFICATES),
                    ClientAuthSettings.DEFAULT_MAX_CHAIN_LENGTH,
                    Change.LIVE,
                    """
                    How many certificates a client may send, its own among them.
                    """);

    static final Key<ByteSize> MAX_CHAIN_SIZE =
            Key.defaulting(
                    "max_chain_size",
                    Types.size(ByteSize.ofKibibytes(1), ByteSize.ofKibibytes(256)),
                    ClientAuthSettings.DEFAULT_MAX_CHAIN_SIZE,
                    Change.LIVE,
                    """
                    How large the message with a client's certificates may be, with what is stapled to
                    them. A larger one is refused before it has come whole.
                    """);

    static final Key<Boolean> CLOSE_REVOKED =
            Key.defaulting(
                    "close_revoked",
                    Types.flag(),
                    false,
                    Change.LIVE,
                    """
                    Whether open connections are closed once their client's certificate is not good any
                    more. That is looked at when CAs or CRLs have changed, and after a reload; what is under
                    way on such a connection ends.
                    """);

    static final List<Key<?>> KEYS =
            List.of(
                    MODE,
                    TRUST,
                    CRL,
                    STALE_CRL,
                    OCSP,
                    ALLOW,
                    CLOCK_SKEW,
                    MAX_CHAIN_LENGTH,
                    MAX_CHAIN_SIZE,
                    CLOSE_REVOKED);

    private ClientAuthKeys() {}
}
