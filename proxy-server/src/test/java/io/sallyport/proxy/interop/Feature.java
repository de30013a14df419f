package io.sallyport.proxy.interop;

import io.sallyport.tls.codepoint.ProtocolVersion;
import java.util.Set;

/// What a client may be able to do besides a plain handshake.
enum Feature {
    HELLO_RETRY("HelloRetryRequest", ProtocolVersion.TLS_1_3),
    KEY_UPDATE("KeyUpdate", ProtocolVersion.TLS_1_3),
    /// By a ticket of TLS 1.3.
    PRE_SHARED_KEY("resumes by ticket", ProtocolVersion.TLS_1_3),
    /// By a ticket of TLS 1.2.
    TICKET("resumes by ticket", ProtocolVersion.TLS_1_2),
    SESSION_ID("resumes by session id", ProtocolVersion.TLS_1_2),
    EXTENDED_MASTER_SECRET("extended master secret", ProtocolVersion.TLS_1_2),
    PKCS1_SIGNATURE("RSA signature by PKCS #1 v1.5", ProtocolVersion.TLS_1_2),
    SMALL_RECORDS(
            "small records (record_size_limit or max_fragment_length)",
            ProtocolVersion.TLS_1_3,
            ProtocolVersion.TLS_1_2),
    ALPN("ALPN", ProtocolVersion.TLS_1_3, ProtocolVersion.TLS_1_2),
    WILDCARD("SNI, wildcard certificate", ProtocolVersion.TLS_1_3, ProtocolVersion.TLS_1_2),
    REFUSES_UNKNOWN_ISSUER(
            "refuses an unknown issuer", ProtocolVersion.TLS_1_3, ProtocolVersion.TLS_1_2);

    private final String title;
    private final Set<ProtocolVersion> versions;

    Feature(String title, ProtocolVersion... versions) {
        this.title = title;
        this.versions = Set.of(versions);
    }

    String title() {
        return title;
    }

    /// Whether the version has it.
    boolean isOf(ProtocolVersion version) {
        return versions.contains(version);
    }

    /// Whether the client connects twice, and resumes its session the second time.
    boolean resumes() {
        return this == PRE_SHARED_KEY || this == TICKET || this == SESSION_ID;
    }
}
