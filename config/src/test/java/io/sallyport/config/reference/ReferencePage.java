package io.sallyport.config.reference;

import io.sallyport.config.schema.Change;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Presence;
import io.sallyport.config.schema.Section;
import io.sallyport.config.schema.ValueType;
import java.util.Locale;
import java.util.Optional;

/// The part of the reference page that goes through the keys.
final class ReferencePage {
    private final StringBuilder page = new StringBuilder();

    private ReferencePage() {}

    static String of(Section root) {
        ReferencePage reference = new ReferencePage();
        reference.section(root, "", "Only `listeners` and `backends` must be there.");
        return reference.page.toString();
    }

    static String word(Change change) {
        return switch (change) {
            case RESTART -> "restart";
            case LIVE -> "live";
        };
    }

    private void section(Section section, String path, String doc) {
        page.append("\n## ").append(path.isEmpty() ? "Top level" : Markdown.code(path));
        page.append("\n\n").append(doc).append("\n\n");
        page.append("| key | value | default | change |\n|---|---|---|---|\n");
        for (Key<?> key : section.keys()) {
            row(key, child(path, key.name()));
        }
        for (Key<?> key : section.keys()) {
            if (nested(key, path).isEmpty()) {
                page.append("\n### ").append(Markdown.code(child(path, key.name())));
                page.append("\n\n").append(key.doc()).append('\n');
            }
        }
        for (Key<?> key : section.keys()) {
            nested(key, path).ifPresent(inner -> section(inner.section(), inner.path(), key.doc()));
        }
    }

    private <V> void row(Key<V> key, String path) {
        Optional<Inner> inner = nested(key, path.substring(0, path.length() - key.name().length()));
        String value =
                inner.map(found -> "see " + Markdown.link(found.path(), found.path()))
                        .orElse(key.type().description());
        page.append(
                String.format(
                        Locale.ROOT,
                        "| %s | %s | %s | %s |\n",
                        inner.isPresent()
                                ? Markdown.code(key.name())
                                : Markdown.link(key.name(), path),
                        value,
                        usual(key),
                        inner.isPresent() ? "" : word(key.change())));
    }

    private static <V> String usual(Key<V> key) {
        return switch (key.presence()) {
            case Presence.Mandatory<V> _ -> "**must be there**";
            case Presence.Optional<V>(String meaning) -> meaning;
            case Presence.Default<V>(V value) ->
                    key.type() instanceof ValueType.Scalar<V> scalar
                            ? Markdown.code(scalar.printer().apply(value))
                            : String.valueOf(value);
        };
    }

    /// A section inside of another.
    private record Inner(Section section, String path) {}

    private static Optional<Inner> nested(Key<?> key, String path) {
        String own = child(path, key.name());
        return switch (key.type()) {
            case ValueType.Nested nested -> Optional.of(new Inner(nested.section(), own));
            case ValueType.NestedList list -> Optional.of(new Inner(list.section(), own + "[]"));
            case ValueType.ShorthandList<?> list ->
                    Optional.of(new Inner(list.section(), own + "[]"));
            case ValueType.Named named ->
                    Optional.of(new Inner(named.section(), own + "." + named.placeholder()));
            case ValueType.Scalar<?> _ -> Optional.empty();
            case ValueType.ScalarList<?> _ -> Optional.empty();
            case ValueType.OneOrMore<?> _ -> Optional.empty();
            case ValueType.Mapped<?> _ -> Optional.empty();
        };
    }

    private static String child(String path, String name) {
        return path.isEmpty() || path.endsWith(".") ? path + name : path + "." + name;
    }
}
