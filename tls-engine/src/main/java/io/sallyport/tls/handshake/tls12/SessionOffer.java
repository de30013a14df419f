package io.sallyport.tls.handshake.tls12;

import io.sallyport.tls.alert.ClientCertificateRefusal;
import io.sallyport.tls.alert.PeerMisbehaved;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.event.ResumptionMeans;
import io.sallyport.tls.event.ResumptionMiss;
import io.sallyport.tls.event.TlsEvent;
import io.sallyport.tls.handshake.Handshake;
import io.sallyport.tls.message.ClientHello;
import io.sallyport.tls.negotiation.ClientAuthentication;
import io.sallyport.tls.negotiation.ServerConfiguration;
import io.sallyport.tls.negotiation.Tls12Parameters;
import io.sallyport.tls.resumption.Resumption;
import io.sallyport.tls.resumption.SessionLookup;
import io.sallyport.tls.resumption.SessionState;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A client's wish to resume a session, and whether it may.
///
/// A client that presents a ticket is not looked for in the cache, whatever session id it sends along (RFC
/// 5077, section 3.4).
final class SessionOffer {
    private final Handshake handshake;
    private final ClientHello hello;
    private final ServerConfiguration configuration;
    private final Tls12Parameters parameters;
    private final @Nullable ResumptionMeans means;
    private boolean renewTicket;

    private SessionOffer(
            Handshake handshake,
            ClientHello hello,
            ServerConfiguration configuration,
            Tls12Parameters parameters) {
        this.handshake = handshake;
        this.hello = hello;
        this.configuration = configuration;
        this.parameters = parameters;
        this.means = means();
    }

    static SessionOffer of(
            Handshake handshake,
            ClientHello hello,
            ServerConfiguration configuration,
            Tls12Parameters parameters) {
        return new SessionOffer(handshake, hello, configuration, parameters);
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

    /// Whether the client should get a new ticket for its session.
    boolean renewsTicket() {
        return renewTicket;
    }

    /// The session to resume, if there is one. Its secret is the receiver's to close.
    ///
    /// @throws TlsException `DROPPED_EXTENDED_MASTER_SECRET`
    Optional<SessionState> resumable() throws TlsException {
        ResumptionMeans by = means;
        if (by == null) {
            return Optional.empty();
        }
        return switch (lookUp(by)) {
            case SessionLookup.Missed(var cause) -> missed(by, cause);
            case SessionLookup.Found(var state, var renew) -> {
                ResumptionMiss miss = obstacle(state);
                if (miss != null) {
                    state.secret().close();
                    yield missed(by, miss);
                }
                renewTicket = renew;
                handshake.tell(new TlsEvent.ResumptionOffered(by, null));
                yield Optional.of(state);
            }
        };
    }

    /// The session was found, but its client is not let in any more by what it had shown then.
    void tellRefused(ClientCertificateRefusal why) {
        handshake.tell(
                new TlsEvent.ResumptionOffered(
                        Objects.requireNonNull(means), ResumptionMiss.of(why)));
    }

    private @Nullable ResumptionMeans means() {
        Resumption resumption = configuration.resumption();
        byte[] ticket = parameters.client().sessionTicket();
        if (resumption.takesTickets() && ticket != null && ticket.length > 0) {
            return ResumptionMeans.TICKET;
        }
        return resumption.takesIds() && hello.sessionId().length > 0
                ? ResumptionMeans.SESSION_ID
                : null;
    }

    /// Whether a session id may be made up: by clients of TLS 1.3 for the sake of middleboxes (RFC 9846,
    /// appendix E.4), and by those with a ticket to see whether it was taken (RFC 5077, section 3.4).
    private boolean mayIdBeMadeUp() {
        return hello.extensions().keyShares() != null
                || parameters.client().sessionTicket() != null;
    }

    private SessionLookup lookUp(ResumptionMeans by) {
        return switch (by) {
            case TICKET ->
                    configuration
                            .resumption()
                            .byTicket(Objects.requireNonNull(parameters.client().sessionTicket()));
            case SESSION_ID -> configuration.resumption().byId(hello.sessionId());
        };
    }

    private Optional<SessionState> missed(ResumptionMeans by, ResumptionMiss cause) {
        if (cause != ResumptionMiss.UNKNOWN_SESSION_ID || !mayIdBeMadeUp()) {
            handshake.tell(new TlsEvent.ResumptionOffered(by, cause));
        }
        return Optional.empty();
    }

    /// Why a session that was found cannot be resumed, or null. RFC 7627, section 5.3, for the secret; for
    /// the rest, a session is what it was agreed to be, or it is another one.
    private @Nullable ResumptionMiss obstacle(SessionState state) throws TlsException {
        boolean extended = parameters.client().extendedMasterSecret();
        if (state.version() != ProtocolVersion.TLS_1_2) {
            return ResumptionMiss.VERSION_DIFFERS;
        }
        if (state.extendedMasterSecret() && !extended) {
            state.secret().close();
            throw TlsException.misbehaved(PeerMisbehaved.DROPPED_EXTENDED_MASTER_SECRET);
        }
        if (!state.extendedMasterSecret() && (extended || isAuthenticated(state))) {
            return ResumptionMiss.EXTENDED_MASTER_SECRET_DIFFERS;
        }
        if (!Objects.equals(state.serverName(), hello.extensions().serverName())) {
            return ResumptionMiss.SERVER_NAME_DIFFERS;
        }
        if (!hello.cipherSuites().contains(state.suite())
                || !configuration.policy().cipherSuites().contains(state.suite())) {
            return ResumptionMiss.CIPHER_SUITE_NOT_SHARED;
        }
        return fitsIdentity(state) ? null : ResumptionMiss.CLIENT_IDENTITY_DIFFERS;
    }

    private boolean fitsIdentity(SessionState state) {
        ClientAuthentication asked = configuration.clientAuthentication();
        return isAuthenticated(state) ? asked != null : asked == null || !asked.required();
    }

    private static boolean isAuthenticated(SessionState state) {
        return !state.clientCertificates().isEmpty();
    }
}
