package io.sallyport.proxy.transport;

/// This machine does not have the transport that was asked for.
public final class TransportUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TransportUnavailableException(Transport transport, Throwable cause) {
        super(
                "transport "
                        + transport.id()
                        + ": not available here ("
                        + rootMessage(cause)
                        + "); choose auto",
                cause);
    }

    private static String rootMessage(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
