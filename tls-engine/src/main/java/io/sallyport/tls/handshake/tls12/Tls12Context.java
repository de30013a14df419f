package io.sallyport.tls.handshake.tls12;

import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.event.HandshakeKind;
import io.sallyport.tls.event.NegotiatedSession;
import io.sallyport.tls.handshake.Handshake;
import io.sallyport.tls.handshake.SecretLog;
import io.sallyport.tls.keys.Randoms;
import io.sallyport.tls.keys.Transcript;
import io.sallyport.tls.message.ClientHello;
import io.sallyport.tls.negotiation.ServerConfiguration;
import io.sallyport.tls.negotiation.Tls12Parameters;
import java.util.List;

/// What every state of a TLS 1.2 handshake knows once the ServerHello is written.
final class Tls12Context {
    private final Handshake handshake;
    private final ClientHello hello;
    private final ServerConfiguration configuration;
    private final Tls12Parameters parameters;
    private final Randoms randoms;
    private final byte[] sessionId;
    private final Transcript transcript;

    /// @param sessionId what the ServerHello says: an id to resume by, or empty
    Tls12Context(
            Handshake handshake,
            ClientHello hello,
            ServerConfiguration configuration,
            Tls12Parameters parameters,
            Randoms randoms,
            byte[] sessionId,
            Transcript transcript) {
        this.handshake = handshake;
        this.hello = hello;
        this.configuration = configuration;
        this.parameters = parameters;
        this.randoms = randoms;
        this.sessionId = sessionId;
        this.transcript = transcript;
    }

    Handshake handshake() {
        return handshake;
    }

    ClientHello hello() {
        return hello;
    }

    ServerConfiguration configuration() {
        return configuration;
    }

    Tls12Parameters parameters() {
        return parameters;
    }

    Randoms randoms() {
        return randoms;
    }

    /// Not a copy.
    byte[] sessionId() {
        return sessionId;
    }

    Transcript transcript() {
        return transcript;
    }

    SecretLog secretLog() {
        return new SecretLog(configuration.keyLog(), hello.random());
    }

    /// What is told of a session that began here.
    NegotiatedSession fullSession(List<byte[]> clientCertificates) {
        return new NegotiatedSession(
                ProtocolVersion.TLS_1_2,
                parameters.suite(),
                parameters.group(),
                parameters.scheme(),
                HandshakeKind.FULL,
                hello.extensions().serverName(),
                parameters.credential().name(),
                parameters.applicationProtocol(),
                clientCertificates);
    }
}
