package io.sallyport.proxy.interop;

/// A warning of testssl.sh that is as it should be.
enum ExplainedFinding {
    CIPHER_ORDER(
            "cipher_order",
            "mozilla-intermediate-6.0",
            "The policy leaves the order to the client, as Mozilla does: all six suites are safe, and a"
                    + " telephone without AES in hardware knows best that ChaCha20 is faster for it."),
    REVOCATION(
            "cert_revocation",
            "",
            "The certificates are made for the test, by an authority that has no list of revoked ones."),
    SCANNER_WITHOUT_GOST(
            "engine_problem",
            "",
            "It is about the scanner's own OpenSSL, where that has no Russian algorithms. We have none either."),
    SERIAL_NUMBER(
            "cert_serialNumberLen", "", "The test's authority counts its certificates from one."),
    SECURITY_HEADERS(
            "security_headers",
            "",
            "The headers are the application's: the listener passes bytes on.");

    private final String id;
    private final String policy;
    private final String why;

    /// @param id begins with this
    /// @param policy the one it is explained for; all if empty
    ExplainedFinding(String id, String policy, String why) {
        this.id = id;
        this.policy = policy;
        this.why = why;
    }

    String why() {
        return why;
    }

    boolean explains(Finding finding, String underPolicy) {
        return finding.id().startsWith(id) && (policy.isEmpty() || policy.equals(underPolicy));
    }
}
