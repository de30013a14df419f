package io.sallyport.proxy.runtime;

import java.util.concurrent.ThreadLocalRandom;

/// Which requests and handshakes are traced, where nobody else has decided about it.
///
/// @param isOn whether any is, and so whether the decisions of others are heard
/// @param ratio how many, from 0 to 1
public record TraceSampling(boolean isOn, double ratio) {

    /// None is, whatever anybody says.
    public static final TraceSampling OFF = new TraceSampling(false, 0);

    /// As many as the ratio says, and those that others have decided to trace.
    public static TraceSampling of(double ratio) {
        return new TraceSampling(true, ratio);
    }

    /// Whether the next one is traced; another answer each time.
    public boolean takesNext() {
        return isOn && ThreadLocalRandom.current().nextDouble() < ratio;
    }
}
