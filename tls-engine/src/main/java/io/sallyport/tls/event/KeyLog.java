package io.sallyport.tls.event;

/// Receives the secrets of connections, for debugging with a packet capture (RFC 9850).
///
/// Whoever holds them reads the traffic: none of this happens unless a key log is configured.
@FunctionalInterface
public interface KeyLog {

    /// Called on the thread that drives the engine.
    ///
    /// @param label such as `CLIENT_TRAFFIC_SECRET_0` (RFC 9850, section 2.1)
    /// @param clientRandom 32 bytes that name the connection; not to be kept or changed
    /// @param secret not to be kept or changed
    void log(String label, byte[] clientRandom, byte[] secret);
}
