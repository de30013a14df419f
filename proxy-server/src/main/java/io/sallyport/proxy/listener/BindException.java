package io.sallyport.proxy.listener;

import java.io.IOException;
import java.net.SocketAddress;
import java.util.Locale;

/// An address could not be listened on. The message is for the operator: it names who and where,
/// and says what to do.
public final class BindException extends IOException {
    private static final long serialVersionUID = 1;

    /// @param what wants to listen, as the configuration calls it: `listener web`, `admin`
    public BindException(String what, SocketAddress address, Throwable cause) {
        super(what + ": cannot listen on " + text(address) + ": " + reason(cause), cause);
    }

    private static String text(SocketAddress address) {
        String text = address.toString();
        return text.substring(text.indexOf('/') + 1);
    }

    /// The transports word it differently, but all of them quote the system.
    private static String reason(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("address already in use")) {
            return "the port is taken by another process; stop that one or choose another port";
        }
        if (lower.contains("permission denied")) {
            return "not permitted; ports below 1024 need the right to bind them";
        }
        if (lower.contains("cannot assign requested address")
                || lower.contains("can't assign requested address")) {
            return "the address is none of this machine's";
        }
        return message;
    }
}
