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

    private Sallyport() {}

    public static void main(String[] arguments) {
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
