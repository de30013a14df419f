package io.sallyport.tls.crypto.choice;

import io.sallyport.tls.crypto.CryptoException;
import io.sallyport.tls.crypto.Primitive;
import io.sallyport.tls.crypto.PrimitiveSource;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Goes through the candidates for each primitive, takes the first that has it, and keeps account.
final class Selection {
    private final Function<Primitive, List<Candidate>> candidates;
    private final List<ProviderReport> reports = new ArrayList<>();

    /// @param candidates for a primitive, the preferred one first
    Selection(Function<Primitive, List<Candidate>> candidates) {
        this.candidates = candidates;
    }

    /// @return empty if nobody serves the primitive
    <T> Optional<T> choose(Primitive primitive, Lookup<T> lookup) {
        List<ProviderReport.Skipped> skipped = new ArrayList<>();
        for (Candidate candidate : candidates.apply(primitive)) {
            switch (candidate) {
                case Candidate.Absent(String name, String reason) ->
                        skipped.add(new ProviderReport.Skipped(name, reason));
                case Candidate.Present(PrimitiveSource source) -> {
                    try {
                        T found = lookup.find(source);
                        reports.add(new ProviderReport(primitive, source.name(), skipped));
                        return Optional.of(found);
                    } catch (NoSuchAlgorithmException e) {
                        skipped.add(new ProviderReport.Skipped(source.name(), "" + e.getMessage()));
                    }
                }
            }
        }
        reports.add(new ProviderReport(primitive, null, skipped));
        return Optional.empty();
    }

    /// @throws CryptoException if nobody serves the primitive
    <T> T require(Primitive primitive, Lookup<T> lookup) {
        return choose(primitive, lookup)
                .orElseThrow(() ->
                        new CryptoException("nobody serves " + reports.getLast().explained()));
    }

    List<ProviderReport> reports() {
        return List.copyOf(reports);
    }

    /// Gets a primitive from a source.
    @FunctionalInterface
    interface Lookup<T> {
        T find(PrimitiveSource source) throws NoSuchAlgorithmException;
    }
}
