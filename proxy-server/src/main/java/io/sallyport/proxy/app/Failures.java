package io.sallyport.proxy.app;

import io.sallyport.proxy.transport.TransportUnavailableException;
import io.sallyport.tls.crypto.CryptoException;
import java.io.IOException;
import picocli.CommandLine;

/// Says what went wrong in a line, where that is all there is to say.
final class Failures {

    private Failures() {}

    /// Expected failures have a message for the operator; anything else is a fault of the program, and its
    /// trace is the first thing that whoever mends it asks for.
    static int report(Exception e, CommandLine command, CommandLine.ParseResult result) {
        switch (e) {
            case IOException _, TransportUnavailableException _, CryptoException _ ->
                    command.getErr().println("sallyport: " + e.getMessage());
            default -> e.printStackTrace(command.getErr());
        }
        command.getErr().flush();
        return CommandLine.ExitCode.SOFTWARE;
    }
}
