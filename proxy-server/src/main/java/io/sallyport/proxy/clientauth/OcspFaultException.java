package io.sallyport.proxy.clientauth;

/// An answer of a responder is missing or cannot be used. Never leaves this package.
final class OcspFaultException extends Exception {
    private static final long serialVersionUID = 1L;

    private final OcspResult result;

    /// @param words the rest of a sentence that begins with the responder
    OcspFaultException(OcspResult result, String words) {
        super(words, null, false, false);
        this.result = result;
    }

    OcspResult result() {
        return result;
    }
}
