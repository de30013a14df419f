package io.sallyport.proxy.forward;

/// Takes over a client's connection where its application data begins: after the handshake, or at once
/// on a plaintext listener.
@FunctionalInterface
public interface StreamStart {

    /// Adds the handlers that forward the data. Called on the connection's event loop.
    ///
    /// @param outputCloser how to end the stream to the client
    void start(ClientConnection connection, OutputCloser outputCloser);
}
