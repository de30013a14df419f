package io.sallyport.proxy.forward;

/// Told to the pipeline as an event: the client of [ClientConnection#establishedEarly] has finished the handshake.
public enum HandshakeConfirmed {
    EVENT
}
