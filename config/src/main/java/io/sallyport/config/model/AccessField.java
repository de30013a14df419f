package io.sallyport.config.model;

import java.util.Locale;

/// What a line of the access log can tell. Each has the name that it has in the log.
public enum AccessField implements Keyword {
    STATUS,
    REASON,
    CAUSE,
    METHOD,
    TARGET,
    HOST,
    PROTOCOL,
    REFERER,
    USER_AGENT,
    LISTENER,
    CONNECTION,
    CLIENT,
    PROXY,
    ROUTE,
    BACKEND,
    SERVER,
    BYTES_IN,
    BYTES_OUT,
    DURATION_MS,
    SERVER_NAME,
    VERSION,
    RESUMED,
    CIPHER_SUITE,
    GROUP,
    SIGNATURE_SCHEME,
    ALPN,
    CERTIFICATE,
    CLIENT_SUBJECT,
    CLIENT_ISSUER,
    CLIENT_SERIAL,
    CLIENT_FINGERPRINT,
    FAILURE,
    REQUEST_ID,
    TRACE_ID;

    @Override
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }
}
