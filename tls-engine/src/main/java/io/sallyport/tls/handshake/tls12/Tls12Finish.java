package io.sallyport.tls.handshake.tls12;

import io.sallyport.tls.codec.WireWriter;
import io.sallyport.tls.handshake.Handshake;
import io.sallyport.tls.message.Finished;
import io.sallyport.tls.message.NewSessionTicket;
import io.sallyport.tls.resumption.Resumption;
import io.sallyport.tls.resumption.SessionState;
import java.util.Optional;

/// What ends the server's side of a handshake: a ticket, change_cipher_spec, Finished (RFC 5077, section
/// 3.1).
final class Tls12Finish {

    private Tls12Finish() {}

    /// Sends it.
    ///
    /// @param before whole messages that go before change_cipher_spec, and are not in the transcript yet;
    ///     may be empty
    static void send(Tls12Context context, Tls12Secrets secrets, WireWriter before) {
        Handshake handshake = context.handshake();
        if (before.length() > 0) {
            context.transcript().add(before.array(), 0, before.length());
            handshake.send(before.array(), 0, before.length());
        }
        handshake.sendChangeCipherSpec();
        handshake.protectOutbound(context.parameters().suite().aead(), secrets.keys().server());
        WireWriter finished = new WireWriter(32);
        Finished.write(finished, secrets.master().serverVerifyData(context.transcript().hash()));
        context.transcript().add(finished.array(), 0, finished.length());
        handshake.send(finished.array(), 0, finished.length());
    }

    /// Writes NewSessionTicket. One that was announced is sent, if need be without a ticket in it (RFC 5077,
    /// section 3.3).
    static void writeTicket(WireWriter out, Resumption resumption, SessionState state) {
        Optional<byte[]> ticket = resumption.ticket(state);
        NewSessionTicket.write(
                out,
                ticket.isPresent() ? resumption.lifetimeLeft(state) : 0,
                ticket.orElseGet(() -> new byte[0]));
    }
}
