package io.sallyport.tls.crypto;

/// A provider failed in a way that no peer can cause: ours to find, `internal_error` to the peer.
public final class CryptoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CryptoException(String message, Throwable cause) {
        super(message, cause);
    }

    public CryptoException(String message) {
        super(message);
    }
}
