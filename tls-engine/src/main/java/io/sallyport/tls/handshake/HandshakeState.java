package io.sallyport.tls.handshake;

import io.sallyport.tls.event.HandshakePhase;
import io.sallyport.tls.handshake.tls12.AwaitDecryption;
import io.sallyport.tls.handshake.tls13.AwaitReplayCheck;

/// Where a handshake stands. Each state holds just what exists at that point, is used once, and is
/// replaced by the one it returns.
public sealed interface HandshakeState
        permits AwaitedInput,
                AwaitConfiguration,
                AwaitSignature,
                AwaitDecryption,
                AwaitCertificateCheck,
                AwaitReplayCheck,
                EarlyEstablished,
                Established {

    HandshakePhase phase();

    /// Forgets the secrets of a handshake that will not go on. States without secrets have nothing to
    /// forget.
    default void abandon() {}
}
