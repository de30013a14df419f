package io.sallyport.config.model;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// What a header of version 2 can tell of a connection besides its addresses. Each has the name that it has in "The
/// PROXY protocol", section 2.2, without `PP2_TYPE_` or `PP2_SUBTYPE_`.
public enum ProxyProtocolTlv implements Keyword {
    /// What was chosen by ALPN.
    ALPN,
    /// The server name that the client asked for.
    AUTHORITY,
    /// A checksum of the header.
    CRC32C,
    /// The number that the connection has in the logs.
    UNIQUE_ID,
    /// That there is TLS, by which version, and what came of the client's certificate.
    SSL,
    /// The common name of a client's certificate that is good.
    SSL_CN,
    /// The cipher suite.
    SSL_CIPHER,
    /// What the proxy's certificate is signed by.
    SSL_SIG_ALG,
    /// The kind of key that the proxy's certificate is for.
    SSL_KEY_ALG,
    /// The group of the key exchange.
    SSL_GROUP,
    /// What the proxy signed the handshake by.
    SSL_SIG_SCHEME,
    /// A client's certificate that is good, DER-encoded.
    SSL_CLIENT_CERT;

    /// What is short, and what backends decide by.
    public static final Set<ProxyProtocolTlv> DEFAULTS =
            Collections.unmodifiableSet(
                    EnumSet.of(ALPN, AUTHORITY, CRC32C, SSL, SSL_CN, SSL_CIPHER));

    @Override
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether it stands within [#SSL], which is there if one of these is.
    public boolean isWithinSsl() {
        return switch (this) {
            case ALPN, AUTHORITY, CRC32C, UNIQUE_ID, SSL -> false;
            case SSL_CN,
                    SSL_CIPHER,
                    SSL_SIG_ALG,
                    SSL_KEY_ALG,
                    SSL_GROUP,
                    SSL_SIG_SCHEME,
                    SSL_CLIENT_CERT ->
                    true;
        };
    }
}
