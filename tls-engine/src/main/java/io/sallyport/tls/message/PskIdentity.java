package io.sallyport.tls.message;

/// A ticket by which a client offers to resume (RFC 9846, section 4.3.11).
public final class PskIdentity {
    private final byte[] identity;
    private final int obfuscatedTicketAge;

    PskIdentity(byte[] identity, int obfuscatedTicketAge) {
        this.identity = identity;
        this.obfuscatedTicketAge = obfuscatedTicketAge;
    }

    /// The ticket as we made it, if it is one of ours. Not a copy.
    public byte[] identity() {
        return identity;
    }

    /// The client's idea of its age in milliseconds, with what we told it to add.
    public int obfuscatedTicketAge() {
        return obfuscatedTicketAge;
    }
}
