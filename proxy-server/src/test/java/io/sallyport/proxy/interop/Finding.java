package io.sallyport.proxy.interop;

/// What a scanner says of a listener.
///
/// @param severity in the scanner's own words
record Finding(String id, String severity, String text) {

    /// Whether the scanner itself takes it for a fault, or for something that may be one.
    boolean isWarning() {
        return switch (severity) {
            case "LOW", "MEDIUM", "HIGH", "CRITICAL", "WARN" -> true;
            default -> false;
        };
    }
}
