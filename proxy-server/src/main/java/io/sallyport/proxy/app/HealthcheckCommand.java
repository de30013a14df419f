package io.sallyport.proxy.app;

import io.sallyport.config.model.BindAddress;
import io.sallyport.config.model.InvalidValueException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Asks a running process whether it is ready. For container health checks.
@Command(
        name = "healthcheck",
        description = "Asks a running sallyport whether it is ready: exit code 0 if so, else 1.")
final class HealthcheckCommand implements Callable<Integer> {
    private static final int TIMEOUT_MILLIS = 3_000;

    @Option(
            names = "--admin",
            paramLabel = "ADDR:PORT",
            defaultValue = "127.0.0.1:9901",
            description = "its admin address (default: ${DEFAULT-VALUE})")
    private @Nullable String admin;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        URI health = URI.create("http://" + address(command) + "/health/ready");
        try {
            int status = status(health);
            command.getOut().println(status == HttpURLConnection.HTTP_OK ? "ready" : "not ready");
            command.getOut().flush();
            return status == HttpURLConnection.HTTP_OK
                    ? CommandLine.ExitCode.OK
                    : CommandLine.ExitCode.SOFTWARE;
        } catch (IOException e) {
            command.getErr().println("sallyport: " + health + ": " + e.getMessage());
            command.getErr().flush();
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private BindAddress address(CommandLine command) {
        try {
            return BindAddress.parse(Objects.requireNonNull(admin));
        } catch (InvalidValueException e) {
            throw new ParameterException(command, "--admin: " + e.getMessage(), e);
        }
    }

    /// The simplest client of the JDK: a health check starts a JVM every few seconds.
    private static int status(URI health) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) health.toURL().openConnection(java.net.Proxy.NO_PROXY);
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        try {
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }
}
