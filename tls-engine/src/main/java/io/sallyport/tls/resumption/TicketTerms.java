package io.sallyport.tls.resumption;

/// What a ticket of TLS 1.3 was given out with (RFC 9846, section 4.7.1).
///
/// @param issuedAt milliseconds since 1970
/// @param ageAdd what the client adds to the ticket's age before it tells it
/// @param maximumEarlyData bytes of early data that the ticket allows; 0 if it allows none
public record TicketTerms(long issuedAt, int ageAdd, int maximumEarlyData) {
    private static final long UINT32 = 0xffffffffL;

    /// Of sessions of TLS 1.2.
    public static final TicketTerms NONE = new TicketTerms(0, 0, 0);

    /// By how many milliseconds the ticket is older by the client's word than by our clock (RFC 9846, section
    /// 8.3). The client's clock starts when the ticket arrives, so that honest ones say a little less.
    ///
    /// @param obfuscatedAge as the client sends it
    /// @param now milliseconds since 1970
    public long ageSkew(int obfuscatedAge, long now) {
        long claimed = obfuscatedAge - ageAdd & UINT32;
        return claimed - (now - issuedAt);
    }
}
