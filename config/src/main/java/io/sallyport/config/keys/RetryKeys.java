package io.sallyport.config.keys;

import io.sallyport.config.model.RetrySettings;
import io.sallyport.config.schema.Change;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Section;
import io.sallyport.config.schema.Types;
import io.sallyport.config.schema.ValueType;
import java.util.List;

/// Keys under `backends.NAME.retry`.
final class RetryKeys {
    static final Key<Integer> TRIES =
            Key.defaulting(
                    "tries",
                    Types.whole(1, 10),
                    RetrySettings.DEFAULTS.tries(),
                    Change.LIVE,
                    "How often a request is made in all, at most; `1`: never again.");

    static final Key<List<Integer>> STATUSES =
            Key.optional(
                    "statuses",
                    new ValueType.ScalarList<>(Types.whole(400, 599)),
                    "none",
                    Change.LIVE,
                    """
                    Statuses of answers that another server is asked to better, such as 502 and
                    503. The last answer goes to the client, whatever it is.
                    """);

    static final Key<Integer> BUDGET =
            Key.defaulting(
                    "budget",
                    Types.percent(1, 100),
                    RetrySettings.DEFAULTS.budgetPercent(),
                    Change.LIVE,
                    """
                    How many of the backend's requests may be made again, so that servers that can
                    do no more do not get more for it. Ten more may be at first.
                    """);

    static final Section SECTION = Section.of(List.of(TRIES, STATUSES, BUDGET));

    private RetryKeys() {}
}
