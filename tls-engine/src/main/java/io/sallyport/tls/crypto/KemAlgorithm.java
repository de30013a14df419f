package io.sallyport.tls.crypto;

/// The parameter sets of ML-KEM (FIPS 203, section 8) that the hybrid groups use.
public enum KemAlgorithm {
    ML_KEM_768("ML-KEM-768", 1184, 1088),
    ML_KEM_1024("ML-KEM-1024", 1568, 1568);

    /// Bytes of the shared secret of every algorithm here.
    public static final int SECRET_LENGTH = 32;

    private final String label;
    private final int encapsulationKeyLength;
    private final int ciphertextLength;

    KemAlgorithm(String label, int encapsulationKeyLength, int ciphertextLength) {
        this.label = label;
        this.encapsulationKeyLength = encapsulationKeyLength;
        this.ciphertextLength = ciphertextLength;
    }

    /// The name that FIPS 203 and the Java platform use.
    public String label() {
        return label;
    }

    /// Bytes of a client's share.
    public int encapsulationKeyLength() {
        return encapsulationKeyLength;
    }

    /// Bytes of the server's share.
    public int ciphertextLength() {
        return ciphertextLength;
    }
}
