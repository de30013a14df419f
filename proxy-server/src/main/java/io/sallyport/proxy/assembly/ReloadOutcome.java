package io.sallyport.proxy.assembly;

import io.sallyport.config.problem.Problem;
import java.util.List;

/// What became of a configuration that was read while the program runs.
public sealed interface ReloadOutcome {
    /// It is in force.
    ///
    /// @param warnings what the operator ought to know all the same
    /// @param needRestart the keys whose change takes a restart, and which stay as they were
    record Reloaded(List<Problem> warnings, List<String> needRestart) implements ReloadOutcome {
        public Reloaded {
            warnings = List.copyOf(warnings);
            needRestart = List.copyOf(needRestart);
        }
    }

    /// The one before it is in force still.
    ///
    /// @param problems errors and warnings, in the order of the file
    record Refused(List<Problem> problems) implements ReloadOutcome {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /// There is nothing to read it from: the program runs without a file.
    record NothingToRead() implements ReloadOutcome {}
}
