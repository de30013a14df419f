package io.sallyport.proxy.app;

import io.sallyport.config.model.BindAddress;
import io.sallyport.config.model.HostAndPort;
import io.sallyport.config.model.InvalidValueException;
import io.sallyport.config.model.LogSettings;
import io.sallyport.proxy.accesslog.LogSetup;
import io.sallyport.proxy.assembly.Preparation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Serves until SIGTERM or SIGINT, then drains.
@Command(
        name = "run",
        description = {
            "Serves until it is stopped. Without --config: on loopback, with a development certificate,"
                    + " in front of a page that shows the visitor's own handshake."
        })
final class RunCommand implements Callable<Integer> {
    @Option(names = "--config", paramLabel = "FILE", description = "the configuration")
    private @Nullable Path config;

    @Option(
            names = "--listen",
            paramLabel = "ADDR:PORT",
            description = "without --config: where to listen (default: 127.0.0.1:8443)")
    private @Nullable String listen;

    @Option(
            names = "--admin",
            paramLabel = "ADDR:PORT",
            description = "without --config: the admin address (default: 127.0.0.1:9901)")
    private @Nullable String admin;

    @Option(
            names = "--backend",
            paramLabel = "HOST:PORT",
            description = "without --config: a backend of your own, instead of the page")
    private @Nullable String backend;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        // before anything else logs
        LogSetup.apply(LogSettings.DEFAULTS);
        return config == null ? runDemonstration() : runConfiguration(config);
    }

    private int runConfiguration(Path file) throws IOException, InterruptedException {
        refuseWithConfig("--listen", listen);
        refuseWithConfig("--admin", admin);
        refuseWithConfig("--backend", backend);
        Optional<Preparation.Ready> prepared = ConfigurationFile.prepare(file, command().getErr());
        if (prepared.isEmpty()) {
            return CommandLine.ExitCode.USAGE;
        }
        try (RunningService running = RunningService.start(prepared.get(), file, List.of())) {
            return exitCode(running.serve());
        }
    }

    private int runDemonstration() throws IOException, InterruptedException {
        try (Demonstration demonstration =
                Demonstration.prepare(
                        address("--listen", listen, Demonstration.LISTEN),
                        address("--admin", admin, Demonstration.ADMIN),
                        server())) {
            Optional<Preparation.Ready> prepared =
                    ConfigurationFile.report(demonstration.preparation(), command().getErr());
            if (prepared.isEmpty()) {
                return CommandLine.ExitCode.USAGE;
            }
            try (RunningService running =
                    RunningService.start(prepared.get(), null, demonstration.observers())) {
                demonstration.explain(running.addresses(), command().getOut());
                return exitCode(running.serve());
            }
        }
    }

    private static int exitCode(boolean drained) {
        return drained ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private void refuseWithConfig(String option, @Nullable String value) {
        if (value != null) {
            throw new ParameterException(
                    command(), option + " goes without --config; write it into the file");
        }
    }

    private BindAddress address(String option, @Nullable String value, BindAddress otherwise) {
        try {
            return value == null ? otherwise : BindAddress.parse(value);
        } catch (InvalidValueException e) {
            throw new ParameterException(command(), option + ": " + e.getMessage(), e);
        }
    }

    private Optional<HostAndPort> server() {
        try {
            return Optional.ofNullable(backend).map(HostAndPort::parse);
        } catch (InvalidValueException e) {
            throw new ParameterException(command(), "--backend: " + e.getMessage(), e);
        }
    }

    private CommandLine command() {
        return Objects.requireNonNull(spec).commandLine();
    }
}
