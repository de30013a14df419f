package io.sallyport.config.keys;

import io.sallyport.config.schema.Change;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Section;
import io.sallyport.config.schema.ValueType;
import io.sallyport.config.schema.Values;
import java.util.ArrayList;
import java.util.List;

/// The whole of `listeners.NAME.tls.client_auth`: its own keys, and those under `per_server_name[]`, where all of them may
/// be given again.
final class PerServerNameKeys {
    static final Key<List<String>> SERVER_NAMES =
            Key.mandatory(
                    "server_names",
                    new ValueType.ScalarList<>(Names.serverName()),
                    Change.LIVE,
                    """
                    The server names (SNI) that it is for: exact ones, or `*.example.com` for every name
                    with one more label that is not there as an exact one.
                    """);

    private static final Section ITEM = Section.of(items());

    static final Key<List<Values>> PER_SERVER_NAME =
            Key.optional(
                    "per_server_name",
                    new ValueType.NestedList(ITEM),
                    "every server name is held to the keys above",
                    Change.LIVE,
                    """
                    What differs for some server names. A key that is not given here is as it stands beside
                    `per_server_name`. Clients that ask for another name, or for none, are held to what
                    stands there. In `mode: http`, a request for a host that is held to anything else than
                    the name that its connection was made for gets 421.
                    """);

    static final Section CLIENT_AUTH = Section.of(with(ClientAuthKeys.KEYS, PER_SERVER_NAME));

    private PerServerNameKeys() {}

    private static List<Key<?>> items() {
        List<Key<?>> keys = new ArrayList<>();
        keys.add(SERVER_NAMES);
        ClientAuthKeys.KEYS.forEach(key -> keys.add(inherited(key)));
        return keys;
    }

    private static <V> Key<V> inherited(Key<V> key) {
        return Key.optional(
                key.name(),
                key.type(),
                "as beside `per_server_name`",
                key.change(),
                "Instead of the `" + key.name() + "` beside `per_server_name`.");
    }

    private static List<Key<?>> with(List<Key<?>> keys, Key<?> more) {
        List<Key<?>> all = new ArrayList<>(keys);
        all.add(more);
        return all;
    }
}
