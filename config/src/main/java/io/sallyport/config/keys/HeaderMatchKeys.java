package io.sallyport.config.keys;

import io.sallyport.config.schema.Change;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Section;
import io.sallyport.config.schema.Types;
import java.util.List;

/// Keys of the items of `listeners.NAME.routes[].match.headers`.
final class HeaderMatchKeys {
    static final Key<String> NAME =
            Key.mandatory(
                    "name",
                    HttpText.fieldName(),
                    Change.LIVE,
                    """
                    The field's name, in any case. Several fields of one name count as one, with
                    `, ` between their values.
                    """);

    static final Key<String> VALUE =
            Key.optional(
                            "value",
                            HttpText.fieldValue(),
                            "the field only has to be there",
                            Change.LIVE,
                            "The whole value. Only one of `value`, `regex` and `present` can be given.")
                    .hiddenInMessages();

    static final Key<String> REGEX =
            Key.optional(
                    "regex",
                    HttpText.regex(),
                    "the field only has to be there",
                    Change.LIVE,
                    "A regular expression for the whole value.");

    static final Key<Boolean> PRESENT =
            Key.optional(
                    "present",
                    Types.flag(),
                    "true",
                    Change.LIVE,
                    "Whether the field has to be there, or must not.");

    static final Section SECTION = Section.of(List.of(NAME, VALUE, REGEX, PRESENT));

    private HeaderMatchKeys() {}
}
