package io.sallyport.config;

import io.sallyport.config.model.Configuration;
import io.sallyport.config.problem.Positions;
import io.sallyport.config.problem.Problem;
import java.util.List;

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
    record Rejected(List<Problem> problems) implements LoadOutcome {
        public Rejected {
            problems = List.copyOf(problems);
            if (problems.stream().noneMatch(Problem::isError)) {
                throw new IllegalArgumentException("rejected without an error among " + problems);
            }
        }
    }
}
