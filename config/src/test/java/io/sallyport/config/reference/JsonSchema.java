package io.sallyport.config.reference;

import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Presence;
import io.sallyport.config.schema.Section;
import io.sallyport.config.schema.Shape;
import io.sallyport.config.schema.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The JSON Schema of the configuration, in draft 7, which editors understand best.
///
/// It is for help while typing, and laxer than the program: ranges of durations and sizes, files
/// and what holds between keys are not in it.
final class JsonSchema {
    private static final Map<String, Object> VARIABLE =
            Map.of("$ref", "#/definitions/value_with_variable");

    private JsonSchema() {}

    static String of(Section root) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "http://json-schema.org/draft-07/schema#");
        schema.put("title", "Sallyport configuration");
        schema.putAll(section(root));
        schema.put(
                "definitions",
                Map.of(
                        "value_with_variable",
                        ordered(
                                "description",
                                "A value with an environment variable: ${NAME} or"
                                        + " ${NAME:-default}.",
                                "type",
                                "string",
                                "pattern",
                                "\\$\\{")));
        return Json.write(schema);
    }

    private static Map<String, Object> section(Section section) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Key<?> key : section.keys()) {
            properties.put(key.name(), property(key));
        }
        Map<String, Object> schema = ordered("type", "object", "properties", properties);
        List<String> mandatory =
                section.keys().stream()
                        .filter(key -> key.presence() instanceof Presence.Mandatory<?>)
                        .map(Key::name)
                        .toList();
        if (!mandatory.isEmpty()) {
            schema.put("required", mandatory);
        }
        schema.put("additionalProperties", false);
        return schema;
    }

    private static <V> Map<String, Object> property(Key<V> key) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("description", Markdown.oneLine(key.doc()));
        schema.putAll(type(key.type()));
        if (key.type() instanceof ValueType.Scalar<V> scalar
                && key.presence() instanceof Presence.Default<V>(V value)) {
            String text = scalar.printer().apply(value);
            schema.put(
                    "default",
                    switch (value) {
                        case Integer number when text.equals(number.toString()) -> number;
                        case Double number -> number;
                        case Boolean flag -> flag;
                        default -> text;
                    });
        }
        return schema;
    }

    private static Map<String, Object> type(ValueType<?> type) {
        return switch (type) {
            case ValueType.Scalar<?> scalar -> scalar(scalar);
            case ValueType.ScalarList<?> list -> list(scalar(list.item()), true);
            case ValueType.OneOrMore<?> several ->
                    ordered(
                            "anyOf",
                            List.of(scalar(several.item()), list(scalar(several.item()), true)));
            case ValueType.Mapped<?> mapped ->
                    ordered(
                            "type",
                            "object",
                            "minProperties",
                            1,
                            "additionalProperties",
                            scalar(mapped.item()));
            case ValueType.Nested nested -> section(nested.section());
            case ValueType.NestedList list -> list(section(list.section()), false);
            case ValueType.ShorthandList<?> list ->
                    list(
                            ordered(
                                    "anyOf",
                                    List.of(type(list.key().type()), section(list.section()))),
                            true);
            case ValueType.Named named ->
                    ordered(
                            "type",
                            "object",
                            "minProperties",
                            1,
                            "propertyNames",
                            ordered("pattern", "^" + named.names() + "$"),
                            "additionalProperties",
                            section(named.section()));
        };
    }

    private static Map<String, Object> list(Map<String, Object> items, boolean unique) {
        Map<String, Object> list = ordered("type", "array", "minItems", 1);
        if (unique) {
            list.put("uniqueItems", true);
        }
        list.put("items", items);
        return list;
    }

    private static Map<String, Object> scalar(ValueType.Scalar<?> scalar) {
        List<Map<String, Object>> forms = new ArrayList<>();
        for (Shape shape : scalar.shapes()) {
            forms.add(shape(shape));
        }
        if (scalar.shapes().contains(new Shape.Text(""))) {
            return forms.getFirst();
        }
        forms.add(VARIABLE);
        return ordered("anyOf", forms);
    }

    private static Map<String, Object> shape(Shape shape) {
        return switch (shape) {
            case Shape.Text(String pattern) when pattern.isEmpty() -> ordered("type", "string");
            case Shape.Text(String pattern) -> ordered("type", "string", "pattern", pattern);
            case Shape.Whole(long lowest, long highest) ->
                    ordered("type", "integer", "minimum", lowest, "maximum", highest);
            case Shape.Decimal(long lowest, long highest) ->
                    ordered("type", "number", "minimum", lowest, "maximum", highest);
            case Shape.Flag() -> ordered("type", "boolean");
            case Shape.Words(List<String> words) -> ordered("enum", words);
        };
    }

    private static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
