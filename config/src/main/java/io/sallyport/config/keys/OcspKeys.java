package io.sallyport.config.keys;

import io.sallyport.config.model.InvalidValueException;
import io.sallyport.config.model.OcspFailure;
import io.sallyport.config.model.OcspScope;
import io.sallyport.config.model.OcspSettings;
import io.sallyport.config.schema.Change;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Section;
import io.sallyport.config.schema.Types;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;

/// Keys under `listeners.NAME.tls.client_auth.ocsp`.
final class OcspKeys {
    private static final String URL_REMEDY =
            "write the URL of an OCSP responder, such as http://ocsp.example.com/";

    static final Key<OcspScope> SCOPE =
            Key.defaulting(
                    "scope",
                    Types.word(OcspScope.class),
                    OcspScope.LEAF,
                    Change.LIVE,
                    """
                    About which certificates responders are asked: the client's own, or also those
                    of the CAs between it and the trusted one. (nginx: `ssl_ocsp leaf`, `ssl_ocsp
                    on`.)
                    """);

    static final Key<URI> RESPONDER =
            Key.optional(
                    "responder",
                    Types.text(
                            "URL",
                            "the URL of an OCSP responder, such as http://ocsp.example.com/",
                            "^https?://.+$",
                            OcspKeys::url),
                    "whom the certificate names",
                    Change.LIVE,
                    """
                    Who is asked, whatever certificates say. With `https` its certificate must come
                    from an authority that the Java runtime trusts. (nginx: `ssl_ocsp_responder`.)
                    """);

    static final Key<OcspFailure> FAILURE =
            Key.defaulting(
                    "failure",
                    Types.word(OcspFailure.class),
                    OcspFailure.REFUSE,
                    Change.LIVE,
                    """
                    What becomes of a certificate without a usable answer, where no current CRL of
                    `crl` tells of it either. One that its responder does not know is refused in any
                    case.
                    """);

    static final Key<Duration> TIMEOUT =
            Key.defaulting(
                    "timeout",
                    Types.duration(Duration.ofMillis(10), Duration.ofMinutes(1)),
                    OcspSettings.DEFAULT_TIMEOUT,
                    Change.LIVE,
                    """
                    How long a handshake waits for an answer, all in all. `handshake_timeout` goes on
                    meanwhile, and ends the handshake whatever `failure` says: this has to be shorter.
                    """);

    static final Key<Duration> MAX_AGE =
            Key.defaulting(
                    "max_age",
                    Types.duration(Duration.ofSeconds(1), Duration.ofDays(7)),
                    OcspSettings.DEFAULT_MAX_AGE,
                    Change.LIVE,
                    """
                    For how long an answer is remembered, if it is valid for so long; that is for how
                    long a client may still come in that is revoked meanwhile. Answers that clients
                    staple must not be older.
                    """);

    static final Key<Boolean> NONCE =
            Key.defaulting(
                    "nonce",
                    Types.flag(),
                    false,
                    Change.LIVE,
                    """
                    Whether requests hold a nonce (RFC 9654), so that nobody can send an older answer
                    in place of a new one. Responders that sign their answers beforehand do without,
                    and are believed all the same.
                    """);

    static final Section SECTION =
            Section.of(List.of(SCOPE, RESPONDER, FAILURE, TIMEOUT, MAX_AGE, NONCE));

    private OcspKeys() {}

    private static URI url(String text) {
        try {
            URI url = new URI(text);
            String fault = fault(url);
            if (!fault.isEmpty()) {
                throw new InvalidValueException(text, fault, URL_REMEDY);
            }
            return url;
        } catch (URISyntaxException _) {
            throw new InvalidValueException(text, "is no URL", URL_REMEDY);
        }
    }

    /// Empty if there is none.
    private static String fault(URI url) {
        if (!"http".equals(url.getScheme()) && !"https".equals(url.getScheme())) {
            return "begins neither with http:// nor with https://";
        }
        if (url.getRawUserInfo() != null) {
            return "has a user or a password in it";
        }
        if (url.getHost() == null) {
            return "has no host";
        }
        return url.getRawFragment() == null ? "" : "has a fragment";
    }
}
