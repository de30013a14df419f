package io.sallyport.proxy.app;

import io.sallyport.proxy.assembly.CryptoSelection;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Says what this is, what it runs on, and where its cryptography comes from.
@Command(
        name = "version",
        description = "Says version, JDK, and which provider serves each primitive.")
final class VersionCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println("sallyport " + Release.version());
        out.println(
                "java "
                        + Runtime.version()
                        + " ("
                        + System.getProperty("java.vendor")
                        + ", "
                        + System.getProperty("os.arch")
                        + ")");
        out.println("crypto:");
        CryptoSelection.of(List.of())
                .report()
                .forEach(primitive -> out.println("  " + primitive.explained()));
        out.flush();
        return CommandLine.ExitCode.OK;
    }
}
