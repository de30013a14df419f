package io.sallyport.config;

import io.sallyport.config.model.CertificateFiles;
import io.sallyport.config.model.Configuration;
import io.sallyport.config.model.TicketSecretSource;
import io.sallyport.config.problem.Positions;
import io.sallyport.config.problem.Problem;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What became of a configuration file.
public sealed interface LoadOutcome {
    /// The configuration can be used.
    ///
    /// @param configuration checked
    /// @param warnings what the operator ought to know, in the order of the file
    /// @param positions for problems that are found later
    record Loaded(Configuration configuration, List<Problem> warnings, Positions positions)
            implements LoadOutcome {
        public Loaded {
            warnings = List.copyOf(warnings);
        }
    }

    /// The configuration cannot be used.
    ///
    /// @param problems every error and every warning, in the order of the file; at least one error
    /// @param certificates those that can be read all the same, by their path, so that what is wrong
    ///   with them can be told in the same go; in the order of the file
    /// @param ticketSecrets where the secrets for tickets are, by the name of their listener, for the same
    ///   purpose
    /// @param positions for problems that are found later
    record Rejected(
            List<Problem> problems,
            Map<String, CertificateFiles> certificates,
            Map<String, TicketSecretSource> ticketSecrets,
            Positions positions)
            implements LoadOutcome {
        public Rejected {
            problems = List.copyOf(problems);
            certificates = Collections.unmodifiableMap(new LinkedHashMap<>(certificates));
            ticketSecrets = Collections.unmodifiableMap(new LinkedHashMap<>(ticketSecrets));
            if (problems.stream().noneMatch(Problem::isError)) {
                throw new IllegalArgumentException("rejected without an error among " + problems);
            }
        }
    }
}
