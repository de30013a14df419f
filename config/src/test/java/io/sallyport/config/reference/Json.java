package io.sallyport.config.reference;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// Writes JSON for people to read: two spaces, keys in their order, short lists on one line.
final class Json {
    private final StringBuilder text = new StringBuilder();

    private Json() {}

    static String write(Map<String, ?> object) {
        Json json = new Json();
        json.value(object, "");
        return json.text.append('\n').toString();
    }

    private void value(Object value, String indent) {
        switch (value) {
            case Map<?, ?> object -> object(object, indent);
            case List<?> list when list.stream().allMatch(item -> item instanceof String) ->
                    strings(list);
            case List<?> list -> list(list, indent);
            case String string -> string(string);
            default -> text.append(value);
        }
    }

    private void object(Map<?, ?> object, String indent) {
        text.append("{\n");
        Iterator<? extends Map.Entry<?, ?>> entries = object.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<?, ?> entry = entries.next();
            text.append(indent).append("  ");
            string(String.valueOf(entry.getKey()));
            text.append(": ");
            value(entry.getValue(), indent + "  ");
            text.append(entries.hasNext() ? ",\n" : "\n");
        }
        text.append(indent).append('}');
    }

    private void list(List<?> list, String indent) {
        text.append("[\n");
        for (int i = 0; i < list.size(); i++) {
            text.append(indent).append("  ");
            value(list.get(i), indent + "  ");
            text.append(i + 1 < list.size() ? ",\n" : "\n");
        }
        text.append(indent).append(']');
    }

    private void strings(List<?> list) {
        text.append('[');
        for (int i = 0; i < list.size(); i++) {
            text.append(i > 0 ? ", " : "");
            string((String) list.get(i));
        }
        text.append(']');
    }

    private void string(String value) {
        text.append('"');
        value.chars()
                .forEach(c -> {
                    switch (c) {
                        case '"', '\\' -> text.append('\\').append((char) c);
                        case '\n' -> text.append("\\n");
                        default -> text.append((char) c);
                    }
                });
        text.append('"');
    }
}
