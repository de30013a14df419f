package io.sallyport.tls.keys;

/// Evidence that a client has the key of the ticket which it presents. Only [EarlySecrets#verifyBinder]
/// makes it; without it no session is resumed.
public final class VerifiedBinder {
    static final VerifiedBinder SEEN = new VerifiedBinder();

    private VerifiedBinder() {}
}
