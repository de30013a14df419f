package io.sallyport.proxy.app;

import io.sallyport.config.model.LiveSettings;
import io.sallyport.proxy.accesslog.LogSetup;
import io.sallyport.proxy.assembly.ConfigurationSource;
import io.sallyport.proxy.assembly.Preparation;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The configuration file of a running program, and what of it is in force for the process. Thread-safe.
final class LiveFile implements ConfigurationSource {
    private static final Logger LOG = LoggerFactory.getLogger("sallyport");

    private final @Nullable Path file;
    private volatile LiveSettings settings;

    /// @param file null if the program runs without one: then it is not to be read
    LiveFile(@Nullable Path file, LiveSettings settings) {
        this.file = file;
        this.settings = settings;
    }

    /// What is in force.
    LiveSettings settings() {
        return settings;
    }

    @Override
    public Preparation read() {
        if (file == null) {
            throw new IllegalStateException("no file to read");
        }
        return Preparation.of(file, System.getenv());
    }

    @Override
    public void inForce(LiveSettings next) {
        if (!next.log().equals(settings.log())) {
            LogSetup.apply(next.log());
        }
        settings = next;
        warnOfKeyLogs(next);
    }

    static void warnOfKeyLogs(LiveSettings settings) {
        settings.listeners()
                .forEach((name, listener) ->
                        listener.tls()
                                .flatMap(tls -> tls.keyLogFile())
                                .ifPresent(log ->
                                        LOG.atWarn()
                                                .addKeyValue("listener", name)
                                                .addKeyValue("key_log_file", log)
                                                .log(
                                                        "KEY LOG IS ON: whoever reads this file"
                                                                + " reads the traffic")));
    }
}
