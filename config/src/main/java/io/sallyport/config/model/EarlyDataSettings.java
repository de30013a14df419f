package io.sallyport.config.model;

/// How a listener takes early data of TLS 1.3.
///
/// @param maximumSize in one connection
/// @param registerSize ClientHellos that are remembered, so that none is taken twice
public record EarlyDataSettings(ByteSize maximumSize, int registerSize) {

    /// For listeners that take it and say no more.
    public static final EarlyDataSettings DEFAULTS =
            new EarlyDataSettings(ByteSize.ofKibibytes(16), 100_000);

    /// @throws IllegalArgumentException if nothing could be remembered
    public EarlyDataSettings {
        if (registerSize < 1) {
            throw new IllegalArgumentException("registerSize of " + registerSize + "; too small");
        }
    }
}
