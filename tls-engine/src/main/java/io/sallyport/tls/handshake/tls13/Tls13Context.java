package io.sallyport.tls.handshake.tls13;

import io.sallyport.tls.codec.WireWriter;
import io.sallyport.tls.event.NegotiatedSession;
import io.sallyport.tls.handshake.AuthenticatedClient;
import io.sallyport.tls.handshake.EarlyEstablished;
import io.sallyport.tls.handshake.Handshake;
import io.sallyport.tls.handshake.HandshakeState;
import io.sallyport.tls.keys.ApplicationSecrets;
import io.sallyport.tls.keys.ExpectedFinished;
import io.sallyport.tls.keys.Transcript;
import io.sallyport.tls.message.EndOfEarlyData;
import io.sallyport.tls.message.Finished;
import org.jspecify.annotations.Nullable;

/// What a TLS 1.3 handshake knows once the ServerHello is sent.
///
/// @param transcript up to what is written of the flight
/// @param flight what is written of the flight under protection, not yet sent
/// @param request what the client is asked for, or null
record Tls13Context(
        Handshake handshake,
        NegotiatedSession session,
        ServerSecrets secrets,
        Transcript transcript,
        WireWriter flight,
        TicketIssue tickets,
        @Nullable ClientCertificateRequest request) {

    private static final int FINISHED_LENGTH = 64;

    /// The same with a client that has authenticated itself.
    Tls13Context with(AuthenticatedClient client) {
        return new Tls13Context(
                handshake,
                session.withClientCertificates(client.chain().encodings()),
                secrets,
                transcript,
                flight,
                tickets,
                request);
    }

    /// Ends the flight with Finished, and sends it, the client's tickets behind it: what they depend on of
    /// the client's Finished is known beforehand (RFC 9846, section 4.7.1), unless the client has to show
    /// a certificate. So they take no write of their own, and reach clients that close at once.
    HandshakeState sendFinished() {
        ApplicationSecrets application = finishFlight();
        return request == null
                ? new ExpectFinished(this, application, expectFinished(application), false)
                : new ExpectClientCertificate(this, application, request);
    }

    /// Tickets are due when the Finished has come.
    HandshakeState expectFinishedBeforeTickets(ApplicationSecrets application) {
        return new ExpectFinished(
                this,
                application,
                secrets.handshake().client().expectedFinished(transcript.hash()),
                true);
    }

    /// The same, for a client that goes on sending early data until it has seen it.
    ///
    /// @param maximumEarlyData bytes of it that may come
    HandshakeState sendFinishedTakingEarlyData(int maximumEarlyData) {
        ApplicationSecrets application = finishFlight();
        byte[] end = EndOfEarlyData.encoded();
        transcript.add(end, 0, end.length);
        ExpectedFinished expected = expectFinished(application);
        return new EarlyEstablished(
                handshake,
                session,
                application,
                secrets.log(),
                maximumEarlyData,
                new ExpectEndOfEarlyData(this, application, expected));
    }

    private ApplicationSecrets finishFlight() {
        int start = flight.length();
        Finished.write(flight, secrets.handshake().server().verifyData(transcript.hash()));
        transcript.add(flight.array(), start, flight.length() - start);
        handshake.send(flight.array(), 0, flight.length());

        ApplicationSecrets application = secrets.application(transcript.hash());
        handshake.protectOutbound(application.server());
        return application;
    }

    private ExpectedFinished expectFinished(ApplicationSecrets application) {
        ExpectedFinished expected =
                secrets.handshake().client().expectedFinished(transcript.hash());
        tickets.send(session, application, () -> hashAfter(expected));
        application.forgetMainSecret();
        return expected;
    }

    private byte[] hashAfter(ExpectedFinished expected) {
        WireWriter message = new WireWriter(FINISHED_LENGTH);
        Finished.write(message, expected.verifyData());
        transcript.add(message.array(), 0, message.length());
        return transcript.hash();
    }
}
