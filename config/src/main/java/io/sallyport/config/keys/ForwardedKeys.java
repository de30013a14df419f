package io.sallyport.config.keys;

import io.sallyport.config.model.ForwardedFields;
import io.sallyport.config.model.Forwarding;
import io.sallyport.config.model.Network;
import io.sallyport.config.schema.Change;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Section;
import io.sallyport.config.schema.Types;
import io.sallyport.config.schema.ValueType;
import java.util.List;

/// Keys under `listeners.NAME.forwarded`.
final class ForwardedKeys {
    static final Key<ForwardedFields> FIELDS =
            Key.defaulting(
                    "fields",
                    Types.word(ForwardedFields.class),
                    Forwarding.DEFAULTS.fields(),
                    Change.LIVE,
                    """
                    Which fields servers get: `x_forwarded` is `X-Forwarded-For`, `-Proto`, `-Host`
                    and `-Port`; `forwarded` is `Forwarded` (RFC 7239). The others are removed.
                    """);

    static final Key<List<Network>> APPEND_FROM =
            Key.optional(
                    "append_from",
                    new ValueType.ScalarList<>(Types.network()),
                    "nobody",
                    Change.LIVE,
                    """
                    The networks of proxies in front whose word counts: what they say about where a
                    request came from is kept, and the address that they connect from is added. Their
                    `X-Request-ID` is kept, too. What anybody else says is replaced.
                    """);

    static final Key<List<Network>> PASS_FROM =
            Key.optional(
                    "pass_from",
                    new ValueType.ScalarList<>(Types.network()),
                    "nobody",
                    Change.LIVE,
                    """
                    The networks of proxies in front that are to be invisible: what they say is
                    passed on as it is, without a word about themselves. Where an address is in
                    `append_from`, too, that counts.
                    """);

    static final Section SECTION = Section.of(List.of(FIELDS, APPEND_FROM, PASS_FROM));

    private ForwardedKeys() {}
}
