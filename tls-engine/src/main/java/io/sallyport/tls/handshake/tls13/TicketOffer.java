package io.sallyport.tls.handshake.tls13;

import io.sallyport.tls.alert.PeerMisbehaved;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codepoint.HashAlgorithm;
import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.codepoint.PskKeyExchangeMode;
import io.sallyport.tls.event.ResumptionMeans;
import io.sallyport.tls.event.ResumptionMiss;
import io.sallyport.tls.event.TlsEvent;
import io.sallyport.tls.handshake.Handshake;
import io.sallyport.tls.keys.EarlySecrets;
import io.sallyport.tls.keys.Transcript;
import io.sallyport.tls.keys.VerifiedBinder;
import io.sallyport.tls.message.ClientHello;
import io.sallyport.tls.message.PreSharedKeyOffer;
import io.sallyport.tls.negotiation.ClientAuthentication;
import io.sallyport.tls.negotiation.ServerConfiguration;
import io.sallyport.tls.negotiation.ServerParameters;
import io.sallyport.tls.resumption.Resumption;
import io.sallyport.tls.resumption.SessionLookup;
import io.sallyport.tls.resumption.SessionState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A client's wish to resume a session by a ticket, and whether it may (RFC 9846, section 4.3.11).
///
/// A ticket that is not ours, or no longer good, is passed over: if none is good, the handshake is a full
/// one.
final class TicketOffer {
    /// Tickets that are looked at. Clients send one, or two.
    private static final int TRIES = 4;

    private final Handshake handshake;
    private final ClientHello hello;
    private final PreSharedKeyOffer offer;
    private final ServerConfiguration configuration;
    private final ServerParameters parameters;

    private record Chosen(int identity, SessionState state) {}

    private TicketOffer(
            Handshake handshake,
            ClientHello hello,
            PreSharedKeyOffer offer,
            ServerConfiguration configuration,
            ServerParameters parameters) {
        this.handshake = handshake;
        this.hello = hello;
        this.offer = offer;
        this.configuration = configuration;
        this.parameters = parameters;
    }

    /// The session to resume, if there is one.
    ///
    /// @param transcript up to the ClientHello, which is added to it
    /// @throws TlsException `SENT_INCORRECT_BINDER`
    static Optional<ResumedSession> accept(
            Handshake handshake,
            ClientHello hello,
            ServerConfiguration configuration,
            ServerParameters parameters,
            Transcript transcript)
            throws TlsException {
        PreSharedKeyOffer offer = hello.extensions().preSharedKey();
        if (offer == null || !configuration.resumption().takesTickets()) {
            transcript.add(hello.message());
            return Optional.empty();
        }
        return new TicketOffer(handshake, hello, offer, configuration, parameters)
                .accept(transcript);
    }

    /// How a session of this client is resumed, if it is: with a key exchange wherever the client takes that.
    ///
    /// @return null if in no way that both sides take
    static @Nullable PskKeyExchangeMode mode(ClientHello hello, Resumption resumption) {
        if (hello.extensions().takes(PskKeyExchangeMode.PSK_DHE_KE)) {
            return PskKeyExchangeMode.PSK_DHE_KE;
        }
        return resumption.takesPskKe() && hello.extensions().takes(PskKeyExchangeMode.PSK_KE)
                ? PskKeyExchangeMode.PSK_KE
                : null;
    }

    private Optional<ResumedSession> accept(Transcript transcript) throws TlsException {
        Optional<Chosen> chosen = choose();
        if (chosen.isEmpty()) {
            transcript.add(hello.message());
            return Optional.empty();
        }
        byte[] bound = transcript.addBound(hello.message(), offer.bindersLength());
        return Optional.of(resume(chosen.get(), bound));
    }

    /// The first of the tickets that is good. If none is, the first of them tells why.
    private Optional<Chosen> choose() {
        List<ResumptionMiss> misses = new ArrayList<>();
        if (mode(hello, configuration.resumption()) == null) {
            misses.add(ResumptionMiss.KEY_EXCHANGE_MODE_REFUSED);
        }
        int tries = misses.isEmpty() ? Math.min(TRIES, offer.identities().size()) : 0;
        for (int i = 0; i < tries; i++) {
            switch (lookUp(offer.identities().get(i).identity())) {
                case SessionLookup.Found(var state, _) -> {
                    return Optional.of(new Chosen(i, state));
                }
                case SessionLookup.Missed(var cause) -> misses.add(cause);
            }
        }
        tell(misses.getFirst());
        return Optional.empty();
    }

    private SessionLookup lookUp(byte[] ticket) {
        SessionLookup lookup = configuration.resumption().byTicket(ticket);
        if (lookup instanceof SessionLookup.Found(var state, _)) {
            ResumptionMiss obstacle = obstacle(state);
            if (obstacle != null) {
                state.secret().close();
                return new SessionLookup.Missed(obstacle);
            }
        }
        return lookup;
    }

    /// Why a session that was found cannot be resumed, or null: a session is what it was agreed to be, or it
    /// is another one.
    private @Nullable ResumptionMiss obstacle(SessionState state) {
        if (state.version() != ProtocolVersion.TLS_1_3) {
            return ResumptionMiss.VERSION_DIFFERS;
        }
        if (state.suite().hash() != hash()) {
            return ResumptionMiss.CIPHER_SUITE_NOT_SHARED;
        }
        if (!Objects.equals(state.serverName(), hello.extensions().serverName())) {
            return ResumptionMiss.SERVER_NAME_DIFFERS;
        }
        if (!Objects.equals(state.applicationProtocol(), parameters.applicationProtocol())) {
            return ResumptionMiss.APPLICATION_PROTOCOL_DIFFERS;
        }
        return fitsIdentity(state) ? null : ResumptionMiss.CLIENT_IDENTITY_DIFFERS;
    }

    private boolean fitsIdentity(SessionState state) {
        ClientAuthentication asked = configuration.clientAuthentication();
        return state.clientCertificates().isEmpty()
                ? asked == null || !asked.required()
                : asked != null;
    }

    /// @param bound the hash that the binder is over
    private ResumedSession resume(Chosen chosen, byte[] bound) throws TlsException {
        SessionState state = chosen.state();
        EarlySecrets early = EarlySecrets.of(handshake.crypto(), hash(), state.secret());
        Optional<VerifiedBinder> evidence =
                early.verifyBinder(offer.binders().get(chosen.identity()), bound);
        if (evidence.isEmpty()) {
            early.close();
            tell(ResumptionMiss.BINDER_WRONG);
            throw TlsException.misbehaved(PeerMisbehaved.SENT_INCORRECT_BINDER);
        }
        tell(null);
        return new ResumedSession(
                chosen.identity(),
                Objects.requireNonNull(mode(hello, configuration.resumption())),
                state.suite(),
                state.establishedAt(),
                state.terms(),
                state.clientCertificates(),
                early,
                evidence.get());
    }

    private HashAlgorithm hash() {
        return parameters.suite().hash();
    }

    private void tell(@Nullable ResumptionMiss miss) {
        handshake.tell(new TlsEvent.ResumptionOffered(ResumptionMeans.TICKET, miss));
    }
}
