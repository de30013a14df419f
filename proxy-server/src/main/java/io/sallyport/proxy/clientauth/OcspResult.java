package io.sallyport.proxy.clientauth;

/// What comes of asking an OCSP responder.
public enum OcspResult {
    /// The certificate is not revoked.
    GOOD("good"),
    /// It is.
    REVOKED("revoked"),
    /// The responder does not know the certificate.
    UNKNOWN("unknown"),
    /// No connection, or it broke; a certificate without a responder's address never comes so far.
    UNREACHABLE("unreachable"),
    /// No answer in time.
    TIMEOUT("timeout"),
    /// An answer of HTTP that is not 200.
    HTTP_STATUS("http_status"),
    /// An answer of OCSP that says nothing but why not: later, not to us.
    UNSUCCESSFUL("unsuccessful"),
    /// Bytes that are no answer of OCSP, or too many of them.
    MALFORMED("malformed"),
    /// An answer to another question: another certificate, another nonce.
    MISMATCHED("mismatched"),
    /// An answer by somebody who may not give it.
    UNTRUSTED("untrusted"),
    /// An answer that is not valid any more, or not yet.
    STALE("stale");

    private final String id;

    OcspResult(String id) {
        this.id = id;
    }

    /// What metrics call it.
    public String id() {
        return id;
    }
}
