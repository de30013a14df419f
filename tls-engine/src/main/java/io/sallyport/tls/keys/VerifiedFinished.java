package io.sallyport.tls.keys;

/// Evidence that the peer's Finished was right. Only [ExpectedFinished#verify] and
/// [MasterSecret#verifyClient] make it; without it no connection is established.
public final class VerifiedFinished {
    static final VerifiedFinished SEEN = new VerifiedFinished();

    private VerifiedFinished() {}
}
