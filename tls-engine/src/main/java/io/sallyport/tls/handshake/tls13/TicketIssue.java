package io.sallyport.tls.handshake.tls13;

import io.sallyport.tls.codec.WireWriter;
import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.crypto.Secret;
import io.sallyport.tls.event.NegotiatedSession;
import io.sallyport.tls.handshake.Handshake;
import io.sallyport.tls.keys.ApplicationSecrets;
import io.sallyport.tls.keys.ResumptionSecret;
import io.sallyport.tls.message.ClientHello;
import io.sallyport.tls.message.Tls13NewSessionTicket;
import io.sallyport.tls.negotiation.ServerConfiguration;
import io.sallyport.tls.resumption.EarlyDataAcceptance;
import io.sallyport.tls.resumption.Resumption;
import io.sallyport.tls.resumption.SessionState;
import io.sallyport.tls.resumption.TicketTerms;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The tickets that a client gets with the server's flight (RFC 9846, section 4.7.1): so many as
/// configured, or, because a ticket is better not used twice (appendix C.4), one in place of that which
/// it has used.
final class TicketIssue {
    private static final int TYPICAL_LENGTH = 512;

    private final Handshake handshake;
    private final Resumption resumption;
    private final int count;
    private final @Nullable ResumedSession resumed;

    private TicketIssue(
            Handshake handshake,
            Resumption resumption,
            int count,
            @Nullable ResumedSession resumed) {
        this.handshake = handshake;
        this.resumption = resumption;
        this.count = count;
        this.resumed = resumed;
    }

    /// @param resumed the session that is resumed, or null
    static TicketIssue of(
            Handshake handshake,
            ClientHello hello,
            ServerConfiguration configuration,
            @Nullable ResumedSession resumed) {
        Resumption resumption = configuration.resumption();
        return new TicketIssue(
                handshake, resumption, count(hello, resumption, resumed != null), resumed);
    }

    /// Clients that cannot use tickets as we do get none.
    private static int count(ClientHello hello, Resumption resumption, boolean resumed) {
        if (!resumption.takesTickets() || TicketOffer.mode(hello, resumption) == null) {
            return 0;
        }
        return resumed
                ? Math.min(1, resumption.ticketsPerHandshake())
                : resumption.ticketsPerHandshake();
    }

    /// Sends them.
    ///
    /// @param transcriptHash up to the client's Finished; asked for only if there are any
    void send(
            NegotiatedSession session,
            ApplicationSecrets application,
            Supplier<byte[]> transcriptHash) {
        if (count == 0) {
            return;
        }
        WireWriter out = new WireWriter(TYPICAL_LENGTH);
        long establishedAt = resumed == null ? resumption.now() : resumed.establishedAt();
        try (ResumptionSecret secret = application.resumption(transcriptHash.get())) {
            for (int i = 0; i < count; i++) {
                byte[] nonce = {(byte) i};
                try (Secret key = secret.preSharedKey(nonce)) {
                    write(out, state(session, key, establishedAt, terms()), nonce);
                }
            }
        }
        handshake.send(out.array(), 0, out.length());
    }

    private void write(WireWriter out, SessionState state, byte[] nonce) {
        int lifetime = resumption.lifetimeLeft(state);
        if (lifetime > 0) {
            TicketTerms terms = state.terms();
            resumption
                    .ticket(state)
                    .ifPresent(ticket ->
                            Tls13NewSessionTicket.write(
                                    out,
                                    lifetime,
                                    terms.ageAdd(),
                                    terms.maximumEarlyData(),
                                    nonce,
                                    ticket));
        }
    }

    private TicketTerms terms() {
        EarlyDataAcceptance earlyData = resumption.earlyData();
        return new TicketTerms(
                resumption.nowMillis(),
                handshake.crypto().random().nextInt(),
                earlyData == null ? 0 : earlyData.maximumSize());
    }

    private static SessionState state(
            NegotiatedSession session, Secret key, long establishedAt, TicketTerms terms) {
        return new SessionState(
                ProtocolVersion.TLS_1_3,
                session.cipherSuite(),
                key,
                true,
                establishedAt,
                session.serverName(),
                session.applicationProtocol(),
                terms,
                session.clientCertificates());
    }
}
