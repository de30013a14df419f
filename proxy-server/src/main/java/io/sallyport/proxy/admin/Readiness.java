package io.sallyport.proxy.admin;

import java.util.Locale;

/// Whether new connections should be sent here.
public enum Readiness {
    /// The listeners are not bound yet.
    STARTING,
    READY,
    /// The process is ending; connections that are open go on for a while.
    DRAINING;

    /// The name in answers.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
