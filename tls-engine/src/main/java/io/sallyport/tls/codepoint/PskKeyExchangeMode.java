package io.sallyport.tls.codepoint;

import java.util.Locale;

/// How a resumption gets its keys (RFC 9846, section 4.3.9).
public enum PskKeyExchangeMode implements CodePoint {
    /// From the ticket's key alone. Whoever gets hold of that reads the resumed connections, too: never
    /// used here.
    PSK_KE(0),
    /// From the ticket's key and a Diffie-Hellman exchange.
    PSK_DHE_KE(1);

    private final int code;

    PskKeyExchangeMode(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }

    @Override
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
