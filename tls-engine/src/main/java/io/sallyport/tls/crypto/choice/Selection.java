package io.sallyport.tls.crypto.choice;

import io.sallyport.tls.crypto.CryptoException;
import io.sallyport.tls.crypto.Primitive;
import io.sallyport.tls.crypto.PrimitiveSource;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Goes through the candidates for each primitive, takes the first that has it and passes its self-test,
/// and keeps account.
final class Selection {
    private final Function<Primitive, List<Candidate>> candidates;
    private final List<ProviderReport> reports = new ArrayList<>();

    /// @param candidates for a primitive, the preferred one first
    Selection(Function<Primitive, List<Candidate>> candidates) {
        this.candidates = candidates;
    }

    /// @return empty if nobody serves the primitive
    <T> Optional<T> choose(Primitive primitive, Lookup<T> lookup, SelfTest<T> test) {
        List<ProviderReport.Skipped> skipped = new ArrayList<>();
        for (Candidate candidate : candidates.apply(primitive)) {
            try {
                T found = lookup.find(candidate.source());
                test.run(found, candidate);
                reports.add(new ProviderReport(primitive, candidate.name(), skipped));
                return Optional.of(found);
            } catch (NoSuchProviderException | NoSuchAlgorithmException e) {
                skipped.add(new ProviderReport.Skipped(candidate.name(), "" + e.getMessage()));
            } catch (Exception | LinkageError e) {
                // whatever a provider throws here, the answer is to take the next one
                skipped.add(
                        new ProviderReport.Skipped(
                                candidate.name(), "failed its self-test: " + e.getMessage()));
            }
        }
        reports.add(new ProviderReport(primitive, null, skipped));
        return Optional.empty();
    }

    /// @throws CryptoException if nobody serves the primitive
    <T> T require(Primitive primitive, Lookup<T> lookup, SelfTest<T> test) {
        return choose(primitive, lookup, test)
                .orElseThrow(() -> new CryptoException(reports.getLast().explained()));
    }

    /// What a candidate that comes after this one has, if any has it: not one before it, since those have
    /// failed.
    <T> Optional<T> next(Candidate tested, Primitive primitive, Lookup<T> lookup) {
        List<Candidate> all = candidates.apply(primitive);
        for (Candidate candidate : all.subList(all.indexOf(tested) + 1, all.size())) {
            try {
                return Optional.of(lookup.find(candidate.source()));
            } catch (GeneralSecurityException | RuntimeException | LinkageError _) {
                // the one after it may have it
            }
        }
        return Optional.empty();
    }

    List<ProviderReport> reports() {
        return List.copyOf(reports);
    }

    /// Gets a primitive from a source.
    @FunctionalInterface
    interface Lookup<T> {
        T find(PrimitiveSource source) throws NoSuchAlgorithmException;
    }

    /// Tries a primitive out.
    @FunctionalInterface
    interface SelfTest<T> {
        /// @throws Exception if the primitive does not do what it should
        void run(T primitive, Candidate from) throws Exception;
    }
}
