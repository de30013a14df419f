package io.sallyport.proxy.app;

import io.sallyport.config.problem.Problem;
import io.sallyport.proxy.assembly.Preparation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Prepares a configuration file, and tells the operator what is wrong with it: a line for each problem,
/// all of them at once.
final class ConfigurationFile {

    private ConfigurationFile() {}

    /// @return empty if it is refused
    static Optional<Preparation.Ready> prepare(Path file, PrintWriter err) {
        return report(Preparation.of(file, System.getenv()), err);
    }

    /// @return empty if it is refused
    static Optional<Preparation.Ready> report(Preparation preparation, PrintWriter err) {
        return switch (preparation) {
            case Preparation.Ready ready -> {
                print(ready.warnings(), err);
                yield Optional.of(ready);
            }
            case Preparation.Refused(List<Problem> problems) -> {
                print(problems, err);
                yield Optional.empty();
            }
        };
    }

    private static void print(List<Problem> problems, PrintWriter err) {
        problems.forEach(err::println);
        err.flush();
    }
}
