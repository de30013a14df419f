package io.sallyport.proxy.clientauth;

/// Bytes that are no CRL, or one that is not for us. The message is the operator's, to be read after the file's name: what
/// is wrong, a semicolon, what would be right.
public final class UnusableListException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String problem;

    UnusableListException(String problem) {
        super(problem, null, false, false);
        this.problem = problem;
    }

    /// The message, which is always there.
    public String problem() {
        return problem;
    }
}
