package io.sallyport.tls.engine;

import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.credential.ClientCertificates;
import io.sallyport.tls.event.ClientHelloInfo;

/// What a handshake needs in order to go on. Whatever it is, output may be waiting:
/// [TlsServerEngine#takeOutput].
public sealed interface Progress {

    /// More bytes from the client.
    record NeedsInput() implements Progress {}

    /// A configuration for this client: answer with [TlsServerEngine#configure], now or later.
    record AwaitingConfiguration(ClientHelloInfo clientHello) implements Progress {}

    /// A signature: answer with [TlsServerEngine#signed] or [TlsServerEngine#signingFailed], now or
    /// later, from the thread that drives the engine.
    record AwaitingSignature(SignatureRequest request) implements Progress {}

    /// A pre-master secret, decrypted: answer with [TlsServerEngine#decrypted] or
    /// [TlsServerEngine#decryptionFailed], now or later, from the thread that drives the engine.
    record AwaitingDecryption(DecryptionRequest request) implements Progress {}

    /// A judgement of the client's certificates: answer with [TlsServerEngine#certificateAccepted],
    /// [TlsServerEngine#certificateRefused] or [TlsServerEngine#certificateCheckFailed], now or later, from the
    /// thread that drives the engine. Comes only where the configuration asks for certificates.
    record AwaitingCertificateCheck(ClientCertificates certificates) implements Progress {}

    /// Whether this ClientHello was here before: answer with [TlsServerEngine#replayChecked], now or later,
    /// from the thread that drives the engine. Comes only where the configuration takes early data.
    ///
    /// @param check what to ask for
    record AwaitingReplayCheck(ReplayCheck check) implements Progress {}

    /// Nothing: early data may come, and our own data may be sent, though the client's Finished is missing:
    /// [TlsConnection#isConfirmed]. The engine has done its work. Comes only where the configuration takes
    /// early data.
    record EarlyEstablished(TlsConnection connection) implements Progress {}

    /// Nothing: application data may flow, and the engine has done its work.
    record Established(TlsConnection connection) implements Progress {}

    /// Nothing: the handshake failed. The alert, if the client gets one, is the last output.
    record Failed(TlsFailure failure) implements Progress {}

    /// Nothing: the client gave up in order, by `close_notify`.
    record Closed() implements Progress {}
}
