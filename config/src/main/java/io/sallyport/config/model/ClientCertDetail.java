package io.sallyport.config.model;

import java.util.Locale;

/// What an element of `x-forwarded-client-cert` tells besides `By` and `Hash`.
public enum ClientCertDetail implements Keyword {
    CERT,
    CHAIN,
    SUBJECT,
    URI,
    DNS;

    @Override
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }
}
