package io.sallyport.tls.handshake;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.handshake.tls12.ExpectCertificate;
import io.sallyport.tls.handshake.tls12.ExpectCertificateVerify;
import io.sallyport.tls.handshake.tls12.ExpectClientKeyExchange;
import io.sallyport.tls.handshake.tls12.ExpectTls12Finished;
import io.sallyport.tls.handshake.tls13.ExpectClientCertificate;
import io.sallyport.tls.handshake.tls13.ExpectClientCertificateVerify;
import io.sallyport.tls.handshake.tls13.ExpectEndOfEarlyData;
import io.sallyport.tls.handshake.tls13.ExpectFinished;
import io.sallyport.tls.handshake.tls13.ExpectSecondClientHello;
import io.sallyport.tls.message.HandshakeMessage;

/// A state that ends when a message comes.
public sealed interface AwaitedMessage extends AwaitedInput
        permits ExpectClientHello,
                ExpectSecondClientHello,
                ExpectEndOfEarlyData,
                ExpectClientCertificate,
                ExpectClientCertificateVerify,
                ExpectFinished,
                ExpectCertificate,
                ExpectClientKeyExchange,
                ExpectCertificateVerify,
                ExpectTls12Finished {

    /// The one type of message that may come.
    HandshakeType awaitedType();

    @Override
    default String awaited() {
        return awaitedType().label();
    }

    /// Takes the message.
    ///
    /// @return the next state
    /// @param message of [#awaitedType]: the record layer lets no other pass
    /// @throws TlsException if it is wrong
    HandshakeState handle(HandshakeMessage message) throws TlsException;
}
