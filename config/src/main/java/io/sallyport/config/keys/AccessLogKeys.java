package io.sallyport.config.keys;

import io.sallyport.config.model.AccessField;
import io.sallyport.config.model.AccessFormat;
import io.sallyport.config.schema.Change;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Section;
import io.sallyport.config.schema.Types;
import io.sallyport.config.schema.ValueType;
import java.util.List;

/// Keys under `log.access`.
final class AccessLogKeys {
    static final Key<AccessFormat> FORMAT =
            Key.optional(
                    "format",
                    Types.word(AccessFormat.class),
                    "`log.format`",
                    Change.LIVE,
                    """
                    The form of lines in the log `access`: `combined` is what Apache httpd and nginx
                    call so, for requests; lines about connections stay as `text`.
                    """);

    static final Key<List<AccessField>> FIELDS =
            Key.optional(
                    "fields",
                    new ValueType.ScalarList<>(Types.word(AccessField.class)),
                    "the usual ones",
                    Change.LIVE,
                    """
                    What a line tells, in this order; what there is nothing to say about is left out.
                    In the form `combined` these are added behind what always stands there.
                    """);

    static final Section SECTION = Section.of(List.of(FORMAT, FIELDS));

    private AccessLogKeys() {}
}
