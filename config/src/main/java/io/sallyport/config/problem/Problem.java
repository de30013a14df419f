package io.sallyport.config.problem;

import java.util.Comparator;
import java.util.Optional;

/// One thing that is wrong in a configuration, and what would be right.
///
/// Printed by [#toString()] as `FILE:LINE:COLUMN: path.to.key: what is wrong; what would be right`.
/// A warning has `warning: ` before its message. Messages never hold secrets.
///
/// @param source the name of the file, as the operator gave it
/// @param position where in the file; empty when the file as a whole is meant, or is not readable
/// @param path the key, such as `listeners.web.tls.certificates[0].key`; empty for the whole file
/// @param message what is wrong with the offending value, a semicolon, what would be right
/// @param severity whether it makes the configuration unusable
public record Problem(
        String source,
        Optional<Position> position,
        String path,
        String message,
        Severity severity) {

    /// By position; what concerns the whole file comes first.
    public static final Comparator<Problem> BY_POSITION =
            Comparator.comparing((Problem problem) -> problem.position().orElse(Position.START))
                    .thenComparing(Problem::path)
                    .thenComparing(Problem::message);

    /// The line counted from 1, or 0 when the problem has no position.
    public int line() {
        return position.map(Position::line).orElse(0);
    }

    /// The column counted from 1, or 0 when the problem has no position.
    public int column() {
        return position.map(Position::column).orElse(0);
    }

    /// Whether the configuration is refused because of this.
    public boolean isError() {
        return severity == Severity.ERROR;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(source);
        position.ifPresent(
                at -> text.append(':').append(at.line()).append(':').append(at.column()));
        if (!path.isEmpty()) {
            text.append(": ").append(path);
        }
        text.append(severity == Severity.WARNING ? ": warning: " : ": ");
        return text.append(message).toString();
    }
}
