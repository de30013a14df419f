package io.sallyport.config.problem;

import java.util.Map;
import java.util.Optional;

/// Where each key of a loaded configuration stands in its file, so that what is found out later (a
/// certificate that does not match its key, a port that is taken) can be reported like any other
/// problem. Immutable.
public final class Positions {
    private final String source;
    private final Map<String, Position> byPath;

    private Positions(String source, Map<String, Position> byPath) {
        this.source = source;
        this.byPath = Map.copyOf(byPath);
    }

    /// Positions of the keys of one file.
    ///
    /// @param source the name of the file, as the operator gave it
    /// @param byPath from paths such as `listeners.web.tls.certificates[0].key`
    public static Positions of(String source, Map<String, Position> byPath) {
        return new Positions(source, byPath);
    }

    /// For a configuration that was built in code: every problem is one of the whole.
    ///
    /// @param source stands where problems name the file, such as `built-in configuration`
    public static Positions none(String source) {
        return new Positions(source, Map.of());
    }

    /// The name of the file, as the operator gave it.
    public String source() {
        return source;
    }

    /// Where the value of `path` stands; when it is not in the file (its default holds), where the
    /// nearest key around it stands; empty when there is none.
    public Optional<Position> of(String path) {
        for (String at = path; !at.isEmpty(); at = parent(at)) {
            Position position = byPath.get(at);
            if (position != null) {
                return Optional.of(position);
            }
        }
        return Optional.empty();
    }

    /// An error at `path`.
    public Problem error(String path, String message) {
        return new Problem(source, of(path), path, message, Severity.ERROR);
    }

    /// A warning at `path`.
    public Problem warning(String path, String message) {
        return new Problem(source, of(path), path, message, Severity.WARNING);
    }

    private static String parent(String path) {
        int end = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
        return end < 0 ? "" : path.substring(0, end);
    }
}
