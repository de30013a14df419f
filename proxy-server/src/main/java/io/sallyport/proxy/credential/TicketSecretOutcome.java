package io.sallyport.proxy.credential;

import io.sallyport.config.problem.Problem;
import java.util.List;

/// What became of the secrets of a listener for its tickets.
public sealed interface TicketSecretOutcome {

    /// They can be used.
    record Loaded(TicketSecrets secrets) implements TicketSecretOutcome {}

    /// They cannot be used.
    ///
    /// @param problems every error, in the order of the configuration; at least one
    record Rejected(List<Problem> problems) implements TicketSecretOutcome {
        public Rejected {
            problems = List.copyOf(problems);
        }
    }
}
