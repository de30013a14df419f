package io.sallyport.config.keys;

import io.sallyport.config.model.RouteAction;
import io.sallyport.config.schema.Change;
import io.sallyport.config.schema.FileTypes;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Section;
import io.sallyport.config.schema.Types;
import java.nio.file.Path;
import java.util.List;

/// Keys under `listeners.NAME.routes[].respond`.
final class RespondKeys {
    static final Key<Integer> STATUS =
            Key.defaulting(
                    "status", Types.whole(200, 599), 200, Change.LIVE, "The status of the answer.");

    static final Key<String> CONTENT_TYPE =
            Key.defaulting(
                    "content_type",
                    HttpText.fieldValue(),
                    RouteAction.Respond.DEFAULT_CONTENT_TYPE,
                    Change.LIVE,
                    "What the body is: the field `Content-Type`.");

    static final Key<String> BODY =
            Key.optional(
                    "body",
                    Types.text("text", "a text"),
                    "no body",
                    Change.LIVE,
                    "The body, in UTF-8. Only one of `body` and `body_file` can be given.");

    static final Key<Path> BODY_FILE =
            Key.optional(
                    "body_file",
                    FileTypes.readable("the path of a file of at most 1 MiB"),
                    "no body",
                    Change.LIVE,
                    "A file of at most 1 MiB that is the body, read when the configuration is.");

    static final Section SECTION = Section.of(List.of(STATUS, CONTENT_TYPE, BODY, BODY_FILE));

    private RespondKeys() {}
}
