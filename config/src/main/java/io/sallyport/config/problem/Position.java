package io.sallyport.config.problem;

/// A place in the configuration file.
///
/// @param line counted from 1
/// @param column counted from 1, in Unicode code points
public record Position(int line, int column) implements Comparable<Position> {
    /// The first character of the file.
    public static final Position START = new Position(1, 1);

    public Position {
        if (line < 1 || column < 1) {
            throw new IllegalArgumentException(
                    "position " + line + ":" + column + "; lines and columns are counted from 1");
        }
    }

    @Override
    public int compareTo(Position other) {
        return line == other.line
                ? Integer.compare(column, other.column)
                : Integer.compare(line, other.line);
    }
}
