package io.sallyport.tls.handshake.tls13;

import io.sallyport.tls.codec.WireWriter;
import io.sallyport.tls.event.NegotiatedSession;
import io.sallyport.tls.handshake.Handshake;
import io.sallyport.tls.handshake.HandshakeState;
import io.sallyport.tls.keys.ApplicationSecrets;
import io.sallyport.tls.keys.Transcript;
import io.sallyport.tls.message.Finished;

/// What a TLS 1.3 handshake knows once the ServerHello is sent.
///
/// @param transcript up to what is written of the flight
/// @param flight what is written of the flight under protection, not yet sent
record Tls13Context(
        Handshake handshake,
        NegotiatedSession session,
        ServerSecrets secrets,
        Transcript transcript,
        WireWriter flight,
        TicketIssue tickets) {

    /// Ends the flight with Finished, and sends it.
    HandshakeState sendFinished() {
        int start = flight.length();
        Finished.write(flight, secrets.handshake().server().verifyData(transcript.hash()));
        transcript.add(flight.array(), start, flight.length() - start);
        handshake.send(flight.array(), 0, flight.length());

        byte[] transcriptHash = transcript.hash();
        ApplicationSecrets application = secrets.application(transcriptHash);
        handshake.protectOutbound(application.server());
        return new ExpectFinished(this, application, transcriptHash);
    }
}
