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
/// @param recordsUnderOneKey records that we protect before we change our key, where that is fewer
///     than the cipher bears (RFC 9846, section 5.5)
public record EngineLimits(
        int clientHelloSize,
        int keyUpdates,
        int emptyRecords,
        int warningAlerts,
        int skippedEarlyData,
        long recordsUnderOneKey) {

    public static final EngineLimits DEFAULT =
            new EngineLimits(16 * 1024, 32, 32, 4, 64 * 1024, Long.MAX_VALUE);

    /// @throws IllegalArgumentException if a limit is out of its range
    public EngineLimits {
        require("clientHelloSize", clientHelloSize, 512, 0xffffff);
        require("keyUpdates", keyUpdates, 1, 1 << 20);
        require("emptyRecords", emptyRecords, 1, 1 << 20);
        require("warningAlerts", warningAlerts, 1, 1 << 20);
        require("skippedEarlyData", skippedEarlyData, 0, 1 << 24);
        require("recordsUnderOneKey", recordsUnderOneKey, 2, Long.MAX_VALUE);
    }

    /// The defaults with another size of ClientHello.
    public EngineLimits withClientHelloSize(int bytes) {
        return new EngineLimits(
                bytes,
                keyUpdates,
                emptyRecords,
                warningAlerts,
                skippedEarlyData,
                recordsUnderOneKey);
    }

    /// The same with another number of records under one key.
    public EngineLimits withRecordsUnderOneKey(long records) {
        return new EngineLimits(
                clientHelloSize,
                keyUpdates,
                emptyRecords,
                warningAlerts,
                skippedEarlyData,
                records);
    }

    private static void require(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    name + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }
}
