package io.sallyport.config.keys;

import io.sallyport.config.schema.Change;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Section;
import io.sallyport.config.schema.ValueType;
import java.util.List;
import java.util.Map;

/// Keys under `request_headers` and `response_headers` of a route.
final class HeaderChangeKeys {
    private static final String NOTHING = "nothing";

    static final Key<Map<String, String>> SET =
            Key.optional(
                            "set",
                            new ValueType.Mapped<>(
                                    HttpText.changeableField(), HttpText.fieldValue()),
                            NOTHING,
                            Change.LIVE,
                            "Header fields that take the place of whatever there is of their names.")
                    .hiddenInMessages();

    static final Key<Map<String, String>> ADD =
            Key.optional(
                            "add",
                            new ValueType.Mapped<>(
                                    HttpText.repeatableField(), HttpText.fieldValue()),
                            NOTHING,
                            Change.LIVE,
                            "Header fields that come beside whatever there is of their names.")
                    .hiddenInMessages();

    static final Key<List<String>> REMOVE =
            Key.optional(
                    "remove",
                    new ValueType.OneOrMore<>(HttpText.repeatableField()),
                    NOTHING,
                    Change.LIVE,
                    "Header fields that are taken away, before others are set and added.");

    static final Section SECTION = Section.of(List.of(SET, ADD, REMOVE));

    private HeaderChangeKeys() {}
}
