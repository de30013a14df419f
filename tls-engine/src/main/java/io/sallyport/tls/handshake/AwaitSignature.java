package io.sallyport.tls.handshake;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.crypto.SigningKey;
import io.sallyport.tls.event.HandshakePhase;
import io.sallyport.tls.handshake.tls12.AwaitKeyExchangeSignature;
import io.sallyport.tls.handshake.tls13.AwaitTranscriptSignature;

/// A pause: the private key is at work on a signature, wherever it is.
public sealed interface AwaitSignature extends HandshakeState
        permits AwaitTranscriptSignature, AwaitKeyExchangeSignature {

    @Override
    default HandshakePhase phase() {
        return HandshakePhase.SIGNATURE;
    }

    SigningKey key();

    SignatureScheme scheme();

    /// What is to be signed. Not a copy.
    byte[] content();

    /// Goes on with the signature.
    HandshakeState signed(byte[] signature) throws TlsException;
}
