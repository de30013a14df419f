package io.sallyport.proxy.credential;

import io.sallyport.config.problem.Position;
import io.sallyport.config.problem.Positions;
import io.sallyport.config.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Collects what is wrong, where the configuration says it. For one thread.
final class Findings {
    private final Positions positions;
    private final List<Problem> problems = new ArrayList<>();

    Findings(Positions positions) {
        this.positions = positions;
    }

    /// A path as the configuration writes it: relative ones begin in its folder.
    String shown(Path path) {
        Path folder = Path.of(positions.source()).toAbsolutePath().getParent();
        return folder != null && path.toAbsolutePath().startsWith(folder)
                ? folder.relativize(path.toAbsolutePath()).toString()
                : path.toString();
    }

    /// The same in quotes, as it stands in messages.
    String quoted(Path path) {
        return "'" + shown(path) + "'";
    }

    void error(String path, String message) {
        problems.add(positions.error(path, message));
    }

    void warning(String path, String message) {
        problems.add(positions.warning(path, message));
    }

    boolean hasErrors() {
        return problems.stream().anyMatch(Problem::isError);
    }

    /// In the order of the file; of one key, in the order in which they were found.
    List<Problem> all() {
        return problems.stream()
                .sorted(Comparator.comparing(problem -> problem.position().orElse(Position.START)))
                .toList();
    }
}
