package io.sallyport.config.yaml;

import io.sallyport.config.problem.Position;
import java.util.List;
import java.util.Set;

/// A part of a YAML document, with aliases resolved.
public sealed interface YamlNode {
    /// Where it begins; for an alias, where the anchored node begins.
    Position position();

    /// How many nodes it holds, itself included, each alias counted with all it stands for.
    int size();

    /// What it is, for messages: `a list`.
    String kind();

    /// A text, number or truth value, not yet told apart.
    ///
    /// @param text without quotes and escapes
    /// @param plain whether it was written without quotes
    record Scalar(String text, boolean plain, Position position) implements YamlNode {
        private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

        /// Whether it stands for no value (YAML 1.2.2, section 10.3.2).
        public boolean isNull() {
            return plain && NULLS.contains(text);
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public String kind() {
            return "a single value";
        }
    }

    /// A list.
    record Sequence(List<YamlNode> items, Position position, int size) implements YamlNode {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /// Keys with their values, in order; a key may occur more than once.
    record Mapping(List<Entry> entries, Position position, int size) implements YamlNode {
        public Mapping {
            entries = List.copyOf(entries);
        }

        @Override
        public String kind() {
            return "a mapping of keys";
        }
    }

    /// A key with its value.
    ///
    /// @param position of the key
    record Entry(String key, Position position, YamlNode value) {}
}
