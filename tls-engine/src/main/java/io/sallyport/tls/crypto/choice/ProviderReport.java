package io.sallyport.tls.crypto.choice;

import io.sallyport.tls.crypto.Primitive;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Who serves a primitive, and who could have but does not.
///
/// @param servedBy name and version, or null if nobody serves it
/// @param skipped those that were preferred, in order, with the reason why they do not serve
public record ProviderReport(
        Primitive primitive, @Nullable String servedBy, List<Skipped> skipped) {

    public ProviderReport {
        skipped = List.copyOf(skipped);
    }

    /// In one line, such as `aead/aes_128_gcm: JDK 25` or
    /// `kem/ml_kem_768: BouncyCastle (not JDK 25: failed its self-test)`.
    public String explained() {
        String reasons =
                skipped.stream()
                        .map(each -> "not " + each.provider() + ": " + each.reason())
                        .collect(Collectors.joining("; "));
        return primitive.id()
                + ": "
                + (servedBy == null ? "none" : servedBy)
                + (reasons.isEmpty() ? "" : " (" + reasons + ")");
    }

    /// A provider that was passed over.
    ///
    /// @param reason in words: not there, library does not load, lacks the primitive, failed the self-test
    public record Skipped(String provider, String reason) {}
}
