package io.sallyport.tls.resumption;

/// What a ticket held.
public final class OpenedTicket {
    private final byte[] state;
    private final boolean renewed;

    /// @param state taken over
    /// @param renewed whether the client should get a new one, because the key is no longer the newest
    public OpenedTicket(byte[] state, boolean renewed) {
        this.state = state;
        this.renewed = renewed;
    }

    /// Not a copy.
    public byte[] state() {
        return state;
    }

    /// Whether the client should get a new one.
    public boolean isToBeRenewed() {
        return renewed;
    }
}
