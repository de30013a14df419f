package io.sallyport.proxy.route;

/// An answer that is always the same. Immutable.
public final class FixedAnswer {
    private final int status;
    private final String contentType;
    private final byte[] body;

    /// @param body taken over: not to be changed any more
    public FixedAnswer(int status, String contentType, byte[] body) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
    }

    public int status() {
        return status;
    }

    public String contentType() {
        return contentType;
    }

    /// Not to be changed.
    public byte[] body() {
        return body;
    }
}
