import org.jspecify.annotations.NullMarked;

/// Reads the configuration file: YAML text to a checked immutable model, or to a list of problems,
/// each with line, column and remedy.
///
/// Knows neither sockets nor TLS: it says what the operator asked for, not how it is done.
@NullMarked
module io.sallyport.config {
    requires static org.jspecify;
    requires org.snakeyaml.engine;
    requires re2j;

    exports io.sallyport.config;
    exports io.sallyport.config.model;
    exports io.sallyport.config.problem;
}
