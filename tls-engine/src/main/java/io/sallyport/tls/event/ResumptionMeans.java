package io.sallyport.tls.event;

import java.util.Locale;

/// How a client named the session that it wants to resume.
public enum ResumptionMeans {
    /// By a ticket that holds it (RFC 5077).
    TICKET,
    /// By an id that we know it by (RFC 5246, section 7.3).
    SESSION_ID;

    /// The name in metrics and logs.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
