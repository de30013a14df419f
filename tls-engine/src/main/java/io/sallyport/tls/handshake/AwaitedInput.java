package io.sallyport.tls.handshake;

import io.sallyport.tls.handshake.tls12.ExpectChangeCipherSpec;

/// A state that ends when something comes from the client.
public sealed interface AwaitedInput extends HandshakeState
        permits AwaitedMessage, ExpectChangeCipherSpec {

    /// What is awaited, in words, for failures.
    String awaited();
}
