package io.sallyport.proxy.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The program. Its commands and exit codes are those that operators and scripts rely on: 0 for done, 2
/// for a configuration or command line that is refused, 1 for anything else.
@Command(
        name = "sallyport",
        description = "A TLS-terminating reverse proxy that can tell what happened.",
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            HealthcheckCommand.class,
            VersionCommand.class,
            CommandLine.HelpCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
@OwnsTheProcess
public final class Sallyport {

    /// Of how many of Netty's buffers one is watched for being forgotten. Each watch takes a stack trace, and of
    /// Netty's own choice, 128, some connection in six would have one.
    private static final String LEAK_SAMPLING = "io.netty.leakDetection.samplingInterval";

    private static final String ONE_IN = "16384";

    private Sallyport() {}

    public static void main(String[] arguments) {
        if (System.getProperty(LEAK_SAMPLING) == null) {
            System.setProperty(LEAK_SAMPLING, ONE_IN);
        }
        System.exit(execute(arguments));
    }

    /// Runs a command to its end.
    ///
    /// @return the exit code
    static int execute(String... arguments) {
        return commandLine().execute(arguments);
    }

    static CommandLine commandLine() {
        return new CommandLine(new Sallyport()).setExecutionExceptionHandler(Failures::report);
    }
}
