package io.sallyport.config.model;

import java.util.Locale;

/// What a header field can tell a server about a client.
public enum IdentityField implements Keyword {
    /// `verified`, `none`, or `refused:` and the reason.
    RESULT,
    SUBJECT,
    SUBJECT_CN,
    ISSUER,
    SERIAL,
    FINGERPRINT_SHA256,
    DNS,
    URI,
    EMAIL,
    NOT_BEFORE,
    NOT_AFTER,
    /// Of TLS.
    VERSION,
    CIPHER_SUITE;

    @Override
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether there is a value without a certificate, too.
    public boolean isOfAnyClient() {
        return this == RESULT || this == VERSION || this == CIPHER_SUITE;
    }
}
