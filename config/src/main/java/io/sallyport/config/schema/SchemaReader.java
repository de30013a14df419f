package io.sallyport.config.schema;

import io.sallyport.config.model.InvalidValueException;
import io.sallyport.config.problem.Position;
import io.sallyport.config.yaml.YamlNode;
import io.sallyport.config.yaml.YamlNode.Entry;
import io.sallyport.config.yaml.YamlNode.Mapping;
import io.sallyport.config.yaml.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Checks nodes against declarations and turns them into values, reporting every problem on the way
/// and going on after it.
public final class SchemaReader {
    private static final String MERGE = "<<";

    private final Reading reading;
    private final Surroundings surroundings;

    private SchemaReader(Reading reading, Surroundings surroundings) {
        this.reading = reading;
        this.surroundings = surroundings;
    }

    /// Reads a whole document.
    ///
    /// @param root the section that the document is
    /// @param reading takes the problems and positions
    /// @return what is valid
    public static Values read(
            Section root, YamlNode document, Reading reading, Surroundings surroundings) {
        SchemaReader reader = new SchemaReader(reading, surroundings);
        Place place = new Place("", document.position());
        Values values = reader.section(root, document, place).orElseGet(() -> Values.none(""));
        reading.located();
        return values;
    }

    /// Where in the file and in the configuration.
    private record Place(String path, Position position) {
        /// Single values are looked for where they stand, whole sections where their key stands.
        Place child(Entry entry) {
            boolean single = entry.value() instanceof YamlNode.Scalar;
            return new Place(
                    Paths.child(path, entry.key()),
                    single ? entry.value().position() : entry.position());
        }

        Place item(int index, YamlNode node) {
            return new Place(Paths.item(path, index), node.position());
        }
    }

    private Optional<Values> section(Section section, YamlNode node, Place place) {
        Optional<Mapping> mapping = mapping(node, place, new ValueType.Nested(section));
        if (mapping.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> given = new HashMap<>();
        Map<String, String> written = new HashMap<>();
        Map<String, Entry> entries = distinct(mapping.get(), place);
        entries.forEach((name, entry) -> {
            Optional<Key<?>> key = section.key(name);
            if (key.isEmpty()) {
                refuse(section, entry, place);
                return;
            }
            value(key.get().type(), entry.value(), place.child(entry), key.get().hidden())
                    .ifPresent(value -> given.put(name, value));
            if (entry.value() instanceof YamlNode.Scalar scalar && !key.get().hidden()) {
                written.put(name, Shown.quoted(scalar.text()));
            }
        });
        for (Key<?> key : section.keys()) {
            boolean missing = !entries.containsKey(key.name());
            if (missing && key.presence() instanceof Presence.Mandatory<?>) {
                reading.errorAt(
                        place.position(),
                        Paths.child(place.path(), key.name()),
                        "is missing; write " + key.type().description());
            }
        }
        return Optional.of(new Values(place.path(), given, written, entries.keySet()));
    }

    private void refuse(Section section, Entry entry, Place place) {
        String reason =
                entry.key().equals(MERGE)
                        ? "is a merge key, which is not supported; repeat the keys"
                        : section.refused().get(entry.key());
        String message =
                Shown.quoted(entry.key())
                        + (reason != null
                                ? " " + reason
                                : " is not a known key; "
                                        + Nearest.remedy(entry.key(), section.names(), "keys"));
        reading.errorAt(entry.position(), Paths.child(place.path(), entry.key()), message);
    }

    private <V> Optional<V> value(ValueType<V> type, YamlNode node, Place place, boolean hidden) {
        reading.locate(place.path(), place.position());
        Optional<?> value =
                switch (type) {
                    case ValueType.Scalar<?> scalar -> scalar(scalar, node, place, hidden);
                    case ValueType.ScalarList<?> list -> scalars(list, node, place, hidden);
                    case ValueType.OneOrMore<?> several -> oneOrMore(several, node, place, hidden);
                    case ValueType.Mapped<?> mapped -> mapped(mapped, node, place, hidden);
                    case ValueType.Nested nested -> section(nested.section(), node, place);
                    case ValueType.NestedList list -> sections(list, node, place);
                    case ValueType.ShorthandList<?> list -> shorthands(list, node, place);
                    case ValueType.Named named -> named(named, node, place);
                };
        @SuppressWarnings("unchecked") // each branch gives what its type is a type of
        Optional<V> typed = (Optional<V>) value;
        return typed;
    }

    private <V> Optional<V> scalar(
            ValueType.Scalar<V> type, YamlNode node, Place place, boolean hidden) {
        if (!(node instanceof YamlNode.Scalar scalar)) {
            return wrong(place, "is " + node.kind() + "; write " + type.description());
        }
        if (scalar.isNull()) {
            return wrong(place, "has no value; write " + type.description());
        }
        String shown = shown(node, hidden);
        try {
            Interpolation.Result text = Interpolation.of(scalar.text(), surroundings.environment());
            if (!scalar.plain() && !text.replaced() && !type.takesText()) {
                return wrong(
                        place,
                        shown
                                + " is a text in quotes; write "
                                + type.description()
                                + " without quotes");
            }
            return Optional.of(type.parser().parse(text.text(), surroundings));
        } catch (InvalidValueException e) {
            return wrong(place, shown + " " + e.fault() + "; " + e.remedy());
        }
    }

    private <V> Optional<List<V>> scalars(
            ValueType.ScalarList<V> type, YamlNode node, Place place, boolean hidden) {
        Optional<Sequence> list = sequence(node, place, type);
        if (list.isEmpty()) {
            return Optional.empty();
        }
        List<V> values = new ArrayList<>();
        int index = 0;
        for (YamlNode item : list.get().items()) {
            Place at = place.item(index++, item);
            Optional<V> value = value(type.item(), item, at, hidden);
            if (value.isPresent() && values.contains(value.get())) {
                wrong(at, shown(item, hidden) + " is in the list already; write each item once");
            } else {
                value.ifPresent(values::add);
            }
        }
        return values.size() == index ? Optional.of(List.copyOf(values)) : Optional.empty();
    }

    private <V> Optional<List<V>> oneOrMore(
            ValueType.OneOrMore<V> type, YamlNode node, Place place, boolean hidden) {
        return switch (node) {
            case Sequence _ ->
                    scalars(new ValueType.ScalarList<>(type.item()), node, place, hidden);
            case YamlNode.Scalar _ -> scalar(type.item(), node, place, hidden).map(List::of);
            case Mapping _ -> wrong(place, mismatch(node, type));
        };
    }

    private <V> Optional<Map<String, V>> mapped(
            ValueType.Mapped<V> type, YamlNode node, Place place, boolean hidden) {
        Optional<Mapping> mapping = mapping(node, place, type);
        if (mapping.isEmpty()) {
            return Optional.empty();
        }
        if (mapping.get().entries().isEmpty()) {
            return wrong(place, "is empty; write at least one name with its value");
        }
        Map<String, V> values = new LinkedHashMap<>();
        Map<String, Entry> entries = distinct(mapping.get(), place);
        entries.forEach((text, entry) -> {
            Place at = place.child(entry);
            try {
                String name = type.name().parser().parse(text, surroundings);
                Optional<V> value = value(type.item(), entry.value(), at, hidden);
                if (value.isPresent() && values.putIfAbsent(name, value.get()) != null) {
                    reading.errorAt(
                            entry.position(),
                            at.path(),
                            Shown.quoted(text) + " is there in another spelling; write it once");
                }
            } catch (InvalidValueException e) {
                reading.errorAt(
                        entry.position(),
                        at.path(),
                        Shown.quoted(text) + " " + e.fault() + "; " + e.remedy());
            }
        });
        return values.size() == entries.size() ? Optional.of(values) : Optional.empty();
    }

    private Optional<List<Values>> sections(ValueType.NestedList type, YamlNode node, Place place) {
        Optional<Sequence> list = sequence(node, place, type);
        if (list.isEmpty()) {
            return Optional.empty();
        }
        List<Values> values = new ArrayList<>();
        int index = 0;
        for (YamlNode item : list.get().items()) {
            Place at = place.item(index++, item);
            value(new ValueType.Nested(type.section()), item, at, false).ifPresent(values::add);
        }
        return Optional.of(List.copyOf(values));
    }

    private Optional<List<Values>> shorthands(
            ValueType.ShorthandList<?> type, YamlNode node, Place place) {
        Optional<Sequence> list = sequence(node, place, type);
        if (list.isEmpty()) {
            return Optional.empty();
        }
        Key<?> key = type.key();
        List<Values> values = new ArrayList<>();
        Set<Object> seen = new HashSet<>();
        int index = 0;
        for (YamlNode item : list.get().items()) {
            Place at = place.item(index++, item);
            Optional<Values> read =
                    item instanceof Mapping
                            ? value(new ValueType.Nested(type.section()), item, at, false)
                            : value(key.type(), item, at, key.hidden())
                                    .map(single -> Values.of(at.path(), key, single));
            if (read.isPresent() && !read.get().find(key).map(seen::add).orElse(true)) {
                wrong(at, shown(read.get(), key) + " is in the list already; write each item once");
            } else {
                read.ifPresent(values::add);
            }
        }
        return Optional.of(List.copyOf(values));
    }

    private static String shown(Values item, Key<?> key) {
        return Shown.quoted(item.find(key).map(Object::toString).orElse(""));
    }

    private Optional<Map<String, Values>> named(ValueType.Named type, YamlNode node, Place place) {
        Optional<Mapping> mapping = mapping(node, place, type);
        if (mapping.isEmpty()) {
            return Optional.empty();
        }
        if (mapping.get().entries().isEmpty()) {
            return wrong(place, "is empty; write at least one name with its keys");
        }
        Map<String, Values> values = new LinkedHashMap<>();
        distinct(mapping.get(), place)
                .forEach((name, entry) -> {
                    Place at = place.child(entry);
                    if (!type.names().matcher(name).matches()) {
                        reading.errorAt(
                                entry.position(),
                                at.path(),
                                Shown.quoted(name)
                                        + " is not a name; write a letter, then at most 62"
                                        + " letters, digits, '-' and '_'");
                    }
                    value(new ValueType.Nested(type.section()), entry.value(), at, false)
                            .ifPresent(section -> values.put(name, section));
                });
        return Optional.of(values);
    }

    /// The entries by key; of a key that is given twice, the first.
    private Map<String, Entry> distinct(Mapping mapping, Place place) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (Entry entry : mapping.entries()) {
            Entry first = entries.putIfAbsent(entry.key(), entry);
            if (first != null) {
                reading.errorAt(
                        entry.position(),
                        Paths.child(place.path(), entry.key()),
                        String.format(
                                Locale.ROOT,
                                "%s is given twice, first in line %d; write each key once",
                                Shown.quoted(entry.key()),
                                first.position().line()));
            }
        }
        return entries;
    }

    private Optional<Mapping> mapping(YamlNode node, Place place, ValueType<?> type) {
        return node instanceof Mapping mapping
                ? Optional.of(mapping)
                : wrong(place, mismatch(node, type));
    }

    private Optional<Sequence> sequence(YamlNode node, Place place, ValueType<?> type) {
        if (!(node instanceof Sequence list)) {
            return wrong(place, mismatch(node, type));
        }
        return list.items().isEmpty()
                ? wrong(place, "is an empty list; write at least one item")
                : Optional.of(list);
    }

    private static String mismatch(YamlNode node, ValueType<?> type) {
        String fault = "is " + node.kind();
        if (node instanceof YamlNode.Scalar scalar) {
            fault = scalar.isNull() ? "has no value" : Shown.quoted(scalar.text()) + " " + fault;
        }
        return fault + "; write " + type.description();
    }

    private static String shown(YamlNode node, boolean hidden) {
        return node instanceof YamlNode.Scalar scalar && !hidden
                ? Shown.quoted(scalar.text())
                : "the value (not shown)";
    }

    private <V> Optional<V> wrong(Place place, String message) {
        reading.errorAt(place.position(), place.path(), message);
        return Optional.empty();
    }
}
