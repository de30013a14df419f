package io.sallyport.tls.keys;

/// What a connection keeps of its key schedule once the handshake is over.
public sealed interface EstablishedKeys extends AutoCloseable
        permits ApplicationSecrets, Tls12Exporter {

    /// Closed with this.
    Exporter exporter();

    /// Forgets all of it.
    @Override
    void close();
}
