package io.sallyport.proxy.assembly;

import io.sallyport.config.model.StartupSettings;
import io.sallyport.config.problem.Positions;
import io.sallyport.config.problem.Problem;
import io.sallyport.proxy.backend.Backend;
import io.sallyport.proxy.replay.ReplayRegister;
import io.sallyport.proxy.runtime.ListenerSettings;
import io.sallyport.proxy.runtime.Snapshot;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts another configuration in force while the program runs: whole, or not at all. Thread-safe; one at a time.
final class Reloading {
    private static final Logger LOG = LoggerFactory.getLogger("sallyport");

    private final StartupSettings running;
    private final ProxyAssembly assembly;
    private final Proxy proxy;
    private final TicketRings tickets;
    private final @Nullable ReplayRegister common;
    private final @Nullable ConfigurationSource source;
    private final Consumer<Preparation.Ready> done;

    /// @param running what the program was started with
    /// @param common see [ProxyAssembly#snapshot]
    /// @param source null if there is none
    /// @param done hears of each configuration that is in force
    Reloading(
            StartupSettings running,
            ProxyAssembly assembly,
            Proxy proxy,
            TicketRings tickets,
            @Nullable ReplayRegister common,
            @Nullable ConfigurationSource source,
            Consumer<Preparation.Ready> done) {
        this.running = running;
        this.assembly = assembly;
        this.proxy = proxy;
        this.tickets = tickets;
        this.common = common;
        this.source = source;
        this.done = done;
    }

    synchronized ReloadOutcome run() {
        if (source == null) {
            LOG.warn("nothing to reload: the program runs without a configuration file");
            return new ReloadOutcome.NothingToRead();
        }
        ReloadOutcome outcome =
                switch (source.read()) {
                    case Preparation.Refused(List<Problem> problems) ->
                            new ReloadOutcome.Refused(problems);
                    case Preparation.Ready ready -> apply(ready, source);
                };
        log(outcome);
        return outcome;
    }

    private ReloadOutcome apply(Preparation.Ready ready, ConfigurationSource from) {
        try {
            proxy.swap(withListenersThatStay(snapshot(ready), proxy.current()));
        } catch (UncheckedIOException e) {
            // a file that could be written when the configuration was checked, and cannot any more
            return new ReloadOutcome.Refused(
                    List.of(Positions.none("configuration").error("", e.getMessage() + "")));
        }
        from.inForce(ready.configuration().live());
        done.accept(ready);
        return new ReloadOutcome.Reloaded(
                ready.warnings(), NeedsRestart.between(running, ready.configuration().startup()));
    }

    private Snapshot snapshot(Preparation.Ready ready) {
        tickets.replace(ready.configuration().live().listeners(), ready.ticketSecrets());
        return assembly.snapshot(
                ready.configuration().live(),
                ready.credentials(),
                ready.trust(),
                ready.bodies(),
                tickets,
                common);
    }

    /// A listener that is not in the file any more listens until the program is started again, and goes on as it did.
    private static Snapshot withListenersThatStay(Snapshot next, Snapshot before) {
        Map<String, ListenerSettings> listeners = new LinkedHashMap<>(next.listeners());
        List<Backend> backends = new ArrayList<>(next.backends());
        before.listeners()
                .forEach((name, settings) -> {
                    if (listeners.putIfAbsent(name, settings) == null) {
                        settings.routing().backends().stream()
                                .filter(backend -> !backends.contains(backend))
                                .forEach(backends::add);
                    }
                });
        return new Snapshot(listeners, backends);
    }

    private static void log(ReloadOutcome outcome) {
        switch (outcome) {
            case ReloadOutcome.Reloaded(var warnings, var needRestart) -> {
                warnings.forEach(problem -> LOG.warn("{}", problem));
                if (needRestart.isEmpty()) {
                    LOG.info("configuration reloaded");
                } else {
                    LOG.atWarn()
                            .addKeyValue("need_restart", needRestart)
                            .log("configuration reloaded, but for what takes a restart");
                }
            }
            case ReloadOutcome.Refused(var problems) -> {
                problems.forEach(problem -> LOG.warn("{}", problem));
                LOG.error("configuration refused; the one before it stays in force");
            }
            case ReloadOutcome.NothingToRead _ -> {}
        }
    }
}
