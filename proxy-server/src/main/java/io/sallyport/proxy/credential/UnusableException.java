package io.sallyport.proxy.credential;

/// A file, certificate or key that cannot be used. The message is the operator's: what is wrong, a
/// semicolon, what would be right. Never holds a secret.
final class UnusableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String problem;

    UnusableException(String problem) {
        super(problem, null, false, false);
        this.problem = problem;
    }

    /// The message, which is always there.
    String problem() {
        return problem;
    }
}
