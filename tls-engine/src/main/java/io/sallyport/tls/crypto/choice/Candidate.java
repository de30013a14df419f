package io.sallyport.tls.crypto.choice;

import io.sallyport.tls.crypto.PrimitiveSource;

/// A vendor, there or not.
sealed interface Candidate {

    record Present(PrimitiveSource source) implements Candidate {}

    /// @param reason why it is not there
    record Absent(String name, String reason) implements Candidate {}
}
