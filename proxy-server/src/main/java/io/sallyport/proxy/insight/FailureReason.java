package io.sallyport.proxy.insight;

import java.util.Locale;

/// Why a handshake did not succeed: a closed list, the same ids in metrics, logs, the API and
/// `docs/failures.md`, where each has its page.
public enum FailureReason {
    // What both sides offer does not meet.
    NO_SHARED_VERSION(
            Side.CLIENT,
            "the client and this listener have no TLS version in common",
            "update the client, or choose a policy that accepts one of its versions"),
    INAPPROPRIATE_FALLBACK(
            Side.CLIENT,
            "the client retries with an older version than both sides can speak",
            "find out what made its first attempt fail: a faulty middlebox, or an attack"),
    NO_EXTENDED_MASTER_SECRET(
            Side.CLIENT,
            "the client cannot bind its secret to the handshake, which this listener requires",
            "update the client, or take require_extended_master_secret out"),
    NO_SHARED_CIPHER_SUITE(
            Side.CLIENT,
            "the client and this listener have no cipher suite in common",
            "update the client, or choose a policy that accepts one of its suites"),
    NO_SHARED_GROUP(
            Side.CLIENT,
            "the client and this listener have no key exchange group in common",
            "update the client, or choose a policy that accepts one of its groups"),
    NO_SHARED_SIGNATURE_SCHEME(
            Side.CLIENT,
            "the client accepts none of the signature schemes that this listener signs by",
            "update the client, or choose a policy that accepts one of its schemes"),
    NO_SHARED_APPLICATION_PROTOCOL(
            Side.CLIENT,
            "the client and this listener have no application protocol (ALPN) in common",
            "add the client's protocol to the listener's alpn, or correct the client"),
    CERTIFICATE_TYPE_NOT_SUPPORTED(
            Side.SERVER,
            "no certificate for this name has a kind of key that the client can verify",
            "add a certificate of another kind of key, usually RSA beside ECDSA"),
    UNKNOWN_SERVER_NAME(
            Side.CLIENT,
            "the client asks for a name that no certificate of this listener serves",
            "add a certificate for the name, or set unknown_server_name: default"),

    // What the client should have authenticated itself by.
    CLIENT_CERTIFICATE_MISSING(
            Side.CLIENT,
            "the client shows no certificate, and one is required",
            "give the client a certificate, or make certificates optional"),
    CLIENT_CERTIFICATE_INVALID(
            Side.CLIENT,
            "the client's certificate cannot be read, or a signature in its chain is wrong",
            "have the client's certificate issued anew"),
    CLIENT_CERTIFICATE_TOO_LONG(
            Side.CLIENT,
            "the client's chain has more certificates, or more bytes, than this listener looks at",
            "let the client send its own certificate and the intermediate ones only, or raise the limit"),
    CLIENT_CERTIFICATE_UNSUPPORTED(
            Side.CLIENT,
            "the client's certificate has a key that authenticates no client here",
            "have it issued anew with an RSA, ECDSA or EdDSA key"),
    CLIENT_CERTIFICATE_WRONG_USAGE(
            Side.CLIENT,
            "the client's certificate is not meant for authenticating clients",
            "have it issued anew with clientAuth among its uses"),
    CLIENT_CERTIFICATE_WEAK(
            Side.CLIENT,
            "a key or a signature in the client's chain is too weak",
            "have it issued anew with SHA-256 or better and at least 2,048 bits for RSA"),
    CLIENT_CERTIFICATE_CONSTRAINT_VIOLATED(
            Side.CLIENT,
            "an issuer in the client's chain may not issue what it has issued",
            "have it issued by a CA that may; if the client chose the names, it may be an attack"),
    CLIENT_CERTIFICATE_EXPIRED(
            Side.CLIENT,
            "the client's certificate, or one of its issuers', is not valid any more",
            "renew the client's certificate; check both clocks"),
    CLIENT_CERTIFICATE_NOT_YET_VALID(
            Side.CLIENT,
            "the client's certificate, or one of its issuers', is not valid yet",
            "check both clocks; raise client_auth.clock_skew if they cannot agree"),
    CLIENT_CERTIFICATE_REVOKED(
            Side.CLIENT,
            "the client's certificate, or one of its issuers', is revoked",
            "find out why; the client needs a new key and a new certificate"),
    CLIENT_CERTIFICATE_REVOCATION_UNKNOWN(
            Side.SERVER,
            "it cannot be found out whether the client's certificate is revoked",
            "bring the issuer's CRL up to date, or add it to client_auth.crl"),
    CLIENT_CERTIFICATE_UNKNOWN_CA(
            Side.CLIENT,
            "the client's certificate leads to no CA that this listener trusts",
            "add the CA to the trusted ones, or the missing issuers to the client's chain"),
    CLIENT_CERTIFICATE_NOT_ALLOWED(
            Side.CLIENT,
            "the client's certificate is good, but whom it names is not let in",
            "allow the name, or give the client a certificate with one that is allowed"),
    CLIENT_CERTIFICATE_NOT_PROVED(
            Side.CLIENT,
            "the client did not prove that it has the key of its certificate",
            "check that the client's key belongs to its certificate; it may be an attack"),

    // What the client said of us.
    CLIENT_REJECTED_OUR_CERTIFICATE(
            Side.SERVER,
            "the client does not accept our certificate",
            "check that the chain is complete, not expired, for the name, and of a CA that it trusts"),
    CLIENT_COULD_NOT_VERIFY(
            Side.CLIENT,
            "the client could not verify our signature or our Finished message",
            "look for something between client and proxy that changes bytes, then for a client fault"),
    CLIENT_REFUSED_PARAMETERS(
            Side.CLIENT,
            "the client refuses what was negotiated",
            "compare what it offered with what was chosen; it may be set up more strictly than that"),
    CLIENT_REPORTED_PROTOCOL_ERROR(
            Side.CLIENT,
            "the client says that we broke the protocol",
            "look for something between client and proxy that changes bytes; else report it to us"),
    CLIENT_DENIED_ACCESS(
            Side.CLIENT,
            "the client ended the handshake by its own rules (access_denied)",
            "ask whoever runs the client, or what inspects its traffic"),
    CLIENT_INTERNAL_ERROR(
            Side.CLIENT, "the client had a fault of its own", "look into the client's logs"),
    CLIENT_SENT_UNKNOWN_ALERT(
            Side.CLIENT,
            "the client ended the handshake by an alert that is not registered",
            "look into the client's logs"),

    // What came was not TLS, or not well-formed.
    PLAIN_HTTP(
            Side.CLIENT,
            "the client speaks plain HTTP on a TLS port",
            "use https:// in the client, or send it to a plaintext listener"),
    NOT_TLS(
            Side.CLIENT,
            "what the client sent is not TLS",
            "check which protocol belongs on this port; scanners cause this, too"),
    INVALID_PROXY_HEADER(
            Side.CLIENT,
            "no PROXY header that can be read came from a proxy that has to send one",
            "let that proxy send the PROXY protocol, or take it out of proxy_protocol_trusted"),
    SSL_2_HELLO(
            Side.CLIENT,
            "the client opens with the format of SSL 2.0, which must be refused",
            "update the client; it is some twenty years old, or a scanner"),
    MALFORMED_MESSAGE(
            Side.CLIENT,
            "a message of the client cannot be read",
            "update the client; scanners and faulty middleboxes cause this, too"),
    INVALID_SERVER_NAME(
            Side.CLIENT,
            "the client sent a server name that is not a DNS name",
            "correct the name or address that the client is told to connect to"),
    MALFORMED_RECORD(
            Side.CLIENT,
            "a TLS record of the client is empty where it must not be",
            "update the client; scanners cause this, too"),
    RECORD_TOO_LARGE(
            Side.CLIENT,
            "a TLS record of the client is longer than allowed",
            "update the client; if it is not TLS at all, see not_tls"),
    MESSAGE_TOO_LARGE(
            Side.CLIENT,
            "a handshake message of the client is longer than allowed",
            "if the client is honest, raise the listener's limit on the size of a ClientHello, or of"
                    + " a chain of certificates"),

    // What came broke a rule.
    MISSING_EXTENSION(
            Side.CLIENT,
            "the client left out an extension that TLS 1.3 requires",
            "update the client; scanners cause this, too"),
    ILLEGAL_EXTENSION(
            Side.CLIENT,
            "an extension of the client has an illegal value or place",
            "update the client; scanners cause this, too"),
    ILLEGAL_KEY_SHARE(
            Side.CLIENT,
            "a key share of the client is illegal",
            "update the client; scanners cause this, too"),
    INSECURE_RENEGOTIATION(
            Side.CLIENT,
            "the client's renegotiation_info is missing, or not that of a new connection",
            "update the client; if others do not fail, look for something that splices connections"),
    RENEGOTIATION_ATTEMPTED(
            Side.CLIENT,
            "the client began another handshake inside its connection",
            "turn renegotiation off in the client, or let it use TLS 1.3"),
    EXTENDED_MASTER_SECRET_DROPPED(
            Side.CLIENT,
            "the client resumes a session without the extended master secret that it had",
            "update the client; if it changed versions it forgets its old sessions by itself"),
    INCONSISTENT_SECOND_HELLO(
            Side.CLIENT,
            "the client's second ClientHello is not what HelloRetryRequest asked for",
            "update the client"),
    UNEXPECTED_MESSAGE(
            Side.CLIENT,
            "the client sent a message that has no place at this point",
            "update the client; scanners cause this, too"),
    ILLEGAL_CHANGE_CIPHER_SPEC(
            Side.CLIENT,
            "the client sent a change_cipher_spec record where none may be",
            "update the client; scanners cause this, too"),
    ILLEGAL_KEY_UPDATE(
            Side.CLIENT, "the client sent a key update that cannot be read", "update the client"),
    BAD_RECORD_MAC(
            Side.CLIENT,
            "a record of the client does not decrypt under the agreed key",
            "look for something between client and proxy that changes bytes, then for a client fault"),
    TICKET_BINDER_MISMATCH(
            Side.CLIENT,
            "the client presented a ticket and does not prove that it has the ticket's key",
            "let the client forget its sessions; if many clients do it, somebody tries out stolen tickets"),
    FINISHED_MISMATCH(
            Side.CLIENT,
            "the client's Finished does not fit what was said before",
            "look for something between client and proxy that changes bytes: it may be an attack"),
    TOO_MUCH_EARLY_DATA(
            Side.CLIENT,
            "the client sent more early data than a server has to skip",
            "update the client, or turn its early data off"),
    WASTEFUL_CLIENT(
            Side.CLIENT,
            "the client sent more records of no use than any honest client does",
            "if it happens often from one address, block the address"),

    // What the network or the clock did.
    HANDSHAKE_TIMEOUT(
            Side.NETWORK,
            "the handshake was not completed in time",
            "see in which phase; clients that send nothing are scanners or attacks, slow ones far away"),
    CLIENT_CLOSED(
            Side.CLIENT,
            "the client closed the connection without saying why",
            "after our certificate was sent, it often does not trust it: see the phase"),
    CONNECTION_RESET(
            Side.NETWORK,
            "the connection was reset",
            "after our certificate was sent, it often does not trust it; else look at the network"),
    NO_DATA(
            Side.NETWORK,
            "the client connected and left without sending a byte",
            "nothing to do: health checks of balancers, preconnecting browsers and scanners do this"),

    // What we could not do.
    TOO_MANY_HANDSHAKES(
            Side.SERVER,
            "as many handshakes as allowed were already under way",
            "look for a flood of clients; if they are honest, raise the limit or add a node"),
    RATE_LIMITED(
            Side.CLIENT,
            "the clients of this network connect more often than they may",
            "if they are honest, raise connections_per_second or its burst, or narrow the network"),
    SERVER_STOPPED(
            Side.SERVER,
            "the proxy was stopped during the handshake",
            "nothing to do: the client will try again elsewhere"),
    PRIVATE_KEY_FAILED(
            Side.SERVER,
            "our private key could not sign",
            "look for the cause in the log; check the certificate's key and where it is kept"),
    INTERNAL_ERROR(
            Side.SERVER,
            "a fault in the proxy",
            "look for the cause in the log and report it to us");

    /// Whose side the cause is on, as far as the proxy can tell.
    public enum Side {
        CLIENT,
        SERVER,
        NETWORK;

        /// The name in metrics and logs.
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final String id = name().toLowerCase(Locale.ROOT);
    private final Side side;
    private final String sentence;
    private final String remedy;

    FailureReason(Side side, String sentence, String remedy) {
        this.side = side;
        this.sentence = sentence;
        this.remedy = remedy;
    }

    /// The name in metrics, logs, the API and the documentation.
    public String id() {
        return id;
    }

    public Side side() {
        return side;
    }

    /// What happened, in words for people, without a full stop.
    public String sentence() {
        return sentence;
    }

    /// What to do about it, without a full stop.
    public String remedy() {
        return remedy;
    }

    /// Whether the client just went away: the handshake was abandoned rather than refused.
    public boolean isDeparture() {
        return this == CLIENT_CLOSED || this == CONNECTION_RESET || this == NO_DATA;
    }
}
