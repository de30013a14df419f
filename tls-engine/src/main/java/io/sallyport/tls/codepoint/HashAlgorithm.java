package io.sallyport.tls.codepoint;

/// Hashes of the key schedule and the transcript.
public enum HashAlgorithm {
    SHA256("SHA-256", 32),
    SHA384("SHA-384", 48);

    private final String label;
    private final int length;

    HashAlgorithm(String label, int length) {
        this.label = label;
        this.length = length;
    }

    /// The name that the Java platform uses.
    public String label() {
        return label;
    }

    /// Bytes of a digest.
    public int length() {
        return length;
    }
}
