package io.sallyport.tls.handshake;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.event.HandshakePhase;
import io.sallyport.tls.event.TlsEvent;
import io.sallyport.tls.message.ClientHello;
import io.sallyport.tls.message.HandshakeMessage;

/// The beginning: nothing is known of the client.
public record ExpectClientHello(Handshake handshake) implements AwaitedMessage {

    @Override
    public HandshakePhase phase() {
        return HandshakePhase.CLIENT_HELLO;
    }

    @Override
    public HandshakeType awaitedType() {
        return HandshakeType.CLIENT_HELLO;
    }

    @Override
    public HandshakeState handle(HandshakeMessage message) throws TlsException {
        ClientHello hello = ClientHello.read(message);
        handshake.tell(new TlsEvent.ClientHelloReceived(hello.info(), false));
        handshake.inbound().allowChangeCipherSpec(true);
        return new AwaitConfiguration(handshake, hello, handshake.inbound().boundary());
    }
}
