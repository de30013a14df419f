package io.sallyport.config.model;

/// A text that is not a value of the wanted kind.
///
/// The message is complete; its parts are there for callers that must not repeat the text.
public final class InvalidValueException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String fault;
    private final String remedy;

    /// Says what is wrong with a text.
    ///
    /// @param text the offending text
    /// @param fault what is wrong, to be read after the text: `is not a port`
    /// @param remedy what would be right: `write a number from 1 to 65535`
    public InvalidValueException(String text, String fault, String remedy) {
        super("'" + text + "' " + fault + "; " + remedy);
        this.fault = fault;
        this.remedy = remedy;
    }

    /// What is wrong, without the text itself: `is not a port`.
    public String fault() {
        return fault;
    }

    /// What would be right: `write a number from 1 to 65535`.
    public String remedy() {
        return remedy;
    }
}
