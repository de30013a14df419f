package io.sallyport.proxy.credential;

import io.sallyport.config.problem.Problem;
import io.sallyport.tls.credential.Credentials;
import java.util.List;

/// What became of the certificates and keys of a listener.
public sealed interface CredentialOutcome {

    /// They can be used.
    ///
    /// @param warnings what the operator ought to know, in the order of the configuration
    record Loaded(Credentials credentials, List<Problem> warnings) implements CredentialOutcome {
        public Loaded {
            warnings = List.copyOf(warnings);
        }
    }

    /// They cannot be used.
    ///
    /// @param problems every error and every warning, in the order of the configuration
    record Rejected(List<Problem> problems) implements CredentialOutcome {
        public Rejected {
            problems = List.copyOf(problems);
        }
    }
}
