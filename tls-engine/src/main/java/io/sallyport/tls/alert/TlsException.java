package io.sallyport.tls.alert;

/// Carries a [TlsFailure] to the one place that ends the connection.
///
/// Checked, so that no decoding step can fail unnoticed. Without a stack trace: it is caused by peers,
/// who may cause it as often as they like.
public final class TlsException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient TlsFailure failure;

    public TlsException(TlsFailure failure) {
        super(failure.toString(), null, false, false);
        this.failure = failure;
    }

    public static TlsException malformed(InvalidMessage what) {
        return new TlsException(new TlsFailure.Malformed(what));
    }

    public static TlsException misbehaved(PeerMisbehaved how) {
        return new TlsException(new TlsFailure.Misbehaved(how));
    }

    public static TlsException unexpected(String received, String expected) {
        return new TlsException(new TlsFailure.UnexpectedMessage(received, expected));
    }

    public TlsFailure failure() {
        return failure;
    }
}
