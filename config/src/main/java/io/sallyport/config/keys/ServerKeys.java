package io.sallyport.config.keys;

import io.sallyport.config.model.BackendServer;
import io.sallyport.config.model.InvalidValueException;
import io.sallyport.config.model.ServerAddress;
import io.sallyport.config.schema.Change;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Section;
import io.sallyport.config.schema.Types;
import java.util.List;
import java.util.regex.Pattern;

/// Keys under `backends.NAME.servers[]`.
final class ServerKeys {
    /// What a cookie's value may have (RFC 6265, section 4.1.1), of a length that costs nothing.
    private static final Pattern COOKIE_VALUE = Pattern.compile("[!#-+\\--:<-\\[\\]-~]{1,64}");

    static final Key<ServerAddress> ADDRESS =
            Key.mandatory(
                    "address",
                    Types.serverAddress(),
                    Change.LIVE,
                    """
                    Where the server listens: `HOST:PORT`, or `unix:/PATH` for a Unix domain socket
                    on this machine.
                    """);

    static final Key<Integer> WEIGHT =
            Key.defaulting(
                    "weight",
                    Types.whole(1, BackendServer.MAX_WEIGHT),
                    BackendServer.DEFAULT_WEIGHT,
                    Change.LIVE,
                    """
                    How much the server gets in comparison with the others: with a weight of 3,
                    three times as much as one of weight 1, whatever `balance` says.
                    """);

    static final Key<String> COOKIE =
            Key.optional(
                    "cookie",
                    Types.text(
                            "text",
                            "1 to 64 printable ASCII characters without blank, quote, comma,"
                                    + " semicolon and backslash",
                            "",
                            ServerKeys::cookieValue),
                    "made at start",
                    Change.LIVE,
                    """
                    What stands for the server in the cookie of `sticky`. Without it something is
                    made that tells nobody the address, and that is another one after each start
                    and at each node: then clients are shared out anew. Give one to each server if
                    that must not be, or if several nodes have the same clients.
                    """);

    static final Section SECTION = Section.of(List.of(ADDRESS, WEIGHT, COOKIE));

    private ServerKeys() {}

    private static String cookieValue(String text) {
        if (!COOKIE_VALUE.matcher(text).matches()) {
            throw new InvalidValueException(
                    text,
                    "cannot be the value of a cookie",
                    "write 1 to 64 printable ASCII characters without blank, quote, comma,"
                            + " semicolon and backslash");
        }
        return text;
    }
}
