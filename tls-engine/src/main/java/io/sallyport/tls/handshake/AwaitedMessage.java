package io.sallyport.tls.handshake;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.handshake.tls13.ExpectFinished;
import io.sallyport.tls.handshake.tls13.ExpectSecondClientHello;
import io.sallyport.tls.message.HandshakeMessage;

/// A state that ends when a message comes.
public sealed interface AwaitedMessage extends HandshakeState
        permits ExpectClientHello, ExpectSecondClientHello, ExpectFinished {

    /// What is awaited, in words, for failures.
    String awaited();

    /// Takes the message.
    ///
    /// @return the next state
    /// @throws TlsException if it is not the one awaited, or is wrong
    HandshakeState handle(HandshakeMessage message) throws TlsException;
}
