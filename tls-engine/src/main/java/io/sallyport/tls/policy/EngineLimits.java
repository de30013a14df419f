package io.sallyport.tls.policy;

/// How much of a legal but wasteful peer we bear.
///
/// @param clientHelloSize bytes of a ClientHello, header included. Chromium with a hybrid share sends
///     some 1,800; large session tickets add a few thousand
/// @param keyUpdates KeyUpdates from the peer without application data between them
/// @param emptyRecords records without content in a row; they are legal as cover traffic (RFC 9846,
///     section 5.1)
/// @param warningAlerts `user_canceled` alerts before the connection is given up
/// @param skippedEarlyData bytes of early data that are skipped, unread, for a client that holds a
///     ticket of another server (RFC 9846, section 4.3.10)
public record EngineLimits(
        int clientHelloSize,
        int keyUpdates,
        int emptyRecords,
        int warningAlerts,
        int skippedEarlyData) {

    public static final EngineLimits DEFAULT = new EngineLimits(16 * 1024, 32, 32, 4, 64 * 1024);

    /// @throws IllegalArgumentException if a limit is out of its range
    public EngineLimits {
        require("clientHelloSize", clientHelloSize, 512, 0xffffff);
        require("keyUpdates", keyUpdates, 1, 1 << 20);
        require("emptyRecords", emptyRecords, 1, 1 << 20);
        require("warningAlerts", warningAlerts, 1, 1 << 20);
        require("skippedEarlyData", skippedEarlyData, 0, 1 << 24);
    }

    /// The defaults with another size of ClientHello.
    public EngineLimits withClientHelloSize(int bytes) {
        return new EngineLimits(bytes, keyUpdates, emptyRecords, warningAlerts, skippedEarlyData);
    }

    private static void require(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    name + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }
}
