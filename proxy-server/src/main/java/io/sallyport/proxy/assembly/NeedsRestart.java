package io.sallyport.proxy.assembly;

import io.sallyport.config.model.StartupSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/// What a running program cannot take over.
final class NeedsRestart {
    private NeedsRestart() {}

    /// The keys that differ, as the file writes them.
    static List<String> between(StartupSettings running, StartupSettings wanted) {
        List<String> keys = new ArrayList<>();
        addIf(!running.admin().equals(wanted.admin()), "admin.bind", keys);
        addIf(running.transport() != wanted.transport(), "transport", keys);
        addIf(
                !running.eventLoopThreads().equals(wanted.eventLoopThreads()),
                "event_loop_threads",
                keys);
        addIf(
                !running.cryptoProviders().equals(wanted.cryptoProviders()),
                "crypto.providers",
                keys);
        addIf(!running.redis().equals(wanted.redis()), "redis", keys);
        addIf(!running.tracing().equals(wanted.tracing()), "tracing", keys);
        TreeSet<String> names = new TreeSet<>(running.listeners().keySet());
        names.addAll(wanted.listeners().keySet());
        for (String name : names) {
            boolean inBoth =
                    running.listeners().containsKey(name) && wanted.listeners().containsKey(name);
            addIf(
                    !Objects.equals(running.listeners().get(name), wanted.listeners().get(name)),
                    "listeners." + name + (inBoth ? ".bind" : ""),
                    keys);
        }
        return keys;
    }

    private static void addIf(boolean differs, String key, List<String> keys) {
        if (differs) {
            keys.add(key);
        }
    }
}
