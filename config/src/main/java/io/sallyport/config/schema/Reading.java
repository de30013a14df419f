package io.sallyport.config.schema;

import io.sallyport.config.problem.Position;
import io.sallyport.config.problem.Positions;
import io.sallyport.config.problem.Problem;
import io.sallyport.config.problem.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What has been found out about one file: positions and problems. For one thread.
public final class Reading {
    private final String source;
    private final Map<String, Position> byPath = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private Positions positions;

    /// A reading of the file that the operator calls `source`.
    public Reading(String source) {
        this.source = source;
        positions = Positions.none(source);
    }

    /// Reports what makes the configuration unusable, where `path` stands.
    public void error(String path, String message) {
        problems.add(positions.error(path, message));
    }

    /// Reports what the operator ought to know, where `path` stands.
    public void warning(String path, String message) {
        problems.add(positions.warning(path, message));
    }

    void errorAt(Position position, String path, String message) {
        problems.add(new Problem(source, Optional.of(position), path, message, Severity.ERROR));
    }

    void locate(String path, Position position) {
        byPath.put(path, position);
    }

    /// To be called when everything is read, before [#error], [#warning] and [#positions()].
    void located() {
        positions = Positions.of(source, byPath);
    }

    /// Where everything stands.
    public Positions positions() {
        return positions;
    }

    /// In the order of the file.
    public List<Problem> problems() {
        return problems.stream().sorted(Problem.BY_POSITION).toList();
    }

    /// Whether the configuration is unusable.
    public boolean hasErrors() {
        return problems.stream().anyMatch(Problem::isError);
    }
}
