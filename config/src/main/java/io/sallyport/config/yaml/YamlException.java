package io.sallyport.config.yaml;

import io.sallyport.config.problem.Position;

/// A text that cannot be read as one YAML document.
public final class YamlException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Position position;
    private final String problem;

    YamlException(Position position, String problem) {
        super(problem);
        this.position = position;
        this.problem = problem;
    }

    /// Where it was noticed.
    public Position position() {
        return position;
    }

    /// What is wrong, and what would be right. Holds none of the content.
    public String problem() {
        return problem;
    }
}
