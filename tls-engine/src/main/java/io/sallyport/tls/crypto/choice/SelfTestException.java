package io.sallyport.tls.crypto.choice;

/// A primitive did not do what it should. The message says what.
final class SelfTestException extends Exception {
    private static final long serialVersionUID = 1L;

    SelfTestException(String what) {
        super(what);
    }
}
