package io.sallyport.config.schema;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/// The type of a value.
///
/// @param <V> what the reader makes of it
public sealed interface ValueType<V> {
    /// What to write, for messages and the reference page: `a duration from 1s to 10m`.
    String description();

    /// A single value.
    ///
    /// @param name short, for the reference page: `duration`
    /// @param description what to write
    /// @param shapes how it may be written
    /// @param parser from the text, after variables were put in
    /// @param printer to the text the parser reads
    record Scalar<V>(
            String name,
            String description,
            List<Shape> shapes,
            Parser<V> parser,
            Function<V, String> printer)
            implements ValueType<V> {
        public Scalar {
            shapes = List.copyOf(shapes);
        }

        /// Whether a text in quotes can be meant.
        boolean takesText() {
            return shapes.stream()
                    .anyMatch(shape -> shape instanceof Shape.Text || shape instanceof Shape.Words);
        }
    }

    /// A list of single values, at least one and none twice.
    record ScalarList<V>(Scalar<V> item) implements ValueType<List<V>> {
        @Override
        public String description() {
            return "a list; each item is " + item.description();
        }
    }

    /// One single value, or a list of them, at least one and none twice.
    record OneOrMore<V>(Scalar<V> item) implements ValueType<List<V>> {
        @Override
        public String description() {
            return item.description() + ", or a list of such";
        }
    }

    /// A mapping from names that a function checks to single values, at least one.
    ///
    /// @param name brings a name into its usual form
    record Mapped<V>(Scalar<String> name, Scalar<V> item) implements ValueType<Map<String, V>> {
        @Override
        public String description() {
            return "a mapping; each key is "
                    + name.description()
                    + ", each value "
                    + item.description();
        }
    }

    /// A mapping with known keys.
    record Nested(Section section) implements ValueType<Values> {
        @Override
        public String description() {
            boolean one = section.names().size() == 1;
            return "a mapping with the "
                    + (one ? "key " : "keys ")
                    + String.join(", ", section.names());
        }
    }

    /// A list of mappings with known keys, at least one.
    record NestedList(Section section) implements ValueType<List<Values>> {
        @Override
        public String description() {
            return "a list; each item is a mapping with the keys "
                    + String.join(", ", section.names());
        }
    }

    /// A list, at least one, of mappings with known keys; or of single values, each of which stands for a mapping that has
    /// only that one key. No value of that key comes twice.
    ///
    /// @param key one of the section's, whose type is a [Scalar]
    record ShorthandList<V>(Key<V> key, Section section) implements ValueType<List<Values>> {
        public ShorthandList {
            if (!(key.type() instanceof Scalar<V>)) {
                throw new IllegalArgumentException(
                        key.name() + " has no single value; needed for a shorthand");
            }
        }

        @Override
        public String description() {
            return "a list; each item is "
                    + key.type().description()
                    + ", or a mapping with the keys "
                    + String.join(", ", section.names());
        }
    }

    /// A mapping from names that the operator chooses to mappings with known keys, at least one.
    ///
    /// @param placeholder what stands for the name on the reference page: `NAME`
    record Named(Section section, Pattern names, String placeholder)
            implements ValueType<Map<String, Values>> {
        @Override
        public String description() {
            return "a mapping of names, each with the keys " + String.join(", ", section.names());
        }
    }

    /// Reads a text.
    @FunctionalInterface
    interface Parser<V> {
        /// Reads a text.
        ///
        /// @throws io.sallyport.config.model.InvalidValueException when it is no such value
        V parse(String text, Surroundings surroundings);
    }
}
