package io.sallyport.proxy.app;

import io.sallyport.proxy.accesslog.LogSetup;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Says everything that `run` would refuse. Changes nothing.
@Command(
        name = "check",
        description = "Says everything that run would refuse, certificates and keys included.")
final class CheckCommand implements Callable<Integer> {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            required = true,
            description = "the configuration")
    private @Nullable Path config;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        LogSetup.onlyWarnings();
        CommandLine command = java.util.Objects.requireNonNull(spec).commandLine();
        Path file = java.util.Objects.requireNonNull(config);
        return ConfigurationFile.prepare(file, command.getErr())
                .map(_ -> {
                    command.getOut().println(file + ": ok");
                    command.getOut().flush();
                    return CommandLine.ExitCode.OK;
                })
                .orElse(CommandLine.ExitCode.USAGE);
    }
}
