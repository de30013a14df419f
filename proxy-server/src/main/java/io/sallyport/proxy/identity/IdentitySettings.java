package io.sallyport.proxy.identity;

import io.sallyport.config.model.ClientCertForwarding;
import io.sallyport.config.model.ClientIdentityFields;
import io.sallyport.proxy.clientauth.ClientIdentity;
import io.sallyport.tls.event.NegotiatedSession;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the servers of a listener are told about who its clients are. Immutable.
///
/// Nobody is told of who is not verified: of a client that is only observed, no more than why it would be refused.
public final class IdentitySettings {
    private final ClientIdentityFields fields;
    private final ReservedNames names;
    private final boolean tellsNothing;

    private IdentitySettings(ClientIdentityFields fields) {
        this.fields = fields;
        this.names = new ReservedNames(fields.names());
        this.tellsNothing =
                !fields.clientCert() && !fields.forwarding().tells() && fields.headers().isEmpty();
    }

    public static IdentitySettings of(ClientIdentityFields fields) {
        return new IdentitySettings(fields);
    }

    /// Whether a header field of this name, in whatever spelling, is for the proxy alone to send.
    public boolean reserves(CharSequence name) {
        return names.contains(name);
    }

    /// What becomes of `x-forwarded-client-cert`.
    public ClientCertForwarding forwarding() {
        return fields.forwarding();
    }

    /// Whether `Client-Cert` and `Client-Cert-Chain` are passed on as they come from a peer.
    public boolean passesClientCert(SocketAddress peer) {
        return !fields.clientCert() && fields.clientCertFrom().contains(peer);
    }

    /// Whether what a peer says by `x-forwarded-client-cert` is kept.
    ///
    /// @param verified whether it has proved who it is
    public boolean keepsForwarded(SocketAddress peer, boolean verified) {
        return switch (fields.forwarding()) {
            case SANITIZE, SANITIZE_SET -> false;
            case FORWARD_ONLY, APPEND_FORWARD -> verified && fields.forwardFrom().contains(peer);
            case ALWAYS_FORWARD_ONLY -> fields.forwardFrom().contains(peer);
        };
    }

    /// Whether servers are told nothing about any client.
    public boolean tellsNothing() {
        return tellsNothing;
    }

    /// What servers are told about a client.
    ///
    /// @param client whom it has proved to be, verified or not; null if nobody
    /// @param own URIs that our own certificate names
    public ToldIdentity told(
            @Nullable ClientIdentity client,
            @Nullable NegotiatedSession session,
            List<String> own) {
        int most = fields.maxFieldSize().toIntExact();
        List<ToldIdentity.Field> told = new ArrayList<>();
        fields.headers()
                .forEach((name, field) ->
                        add(told, name, IdentityValues.of(field, client, session), most));
        if (client == null || !client.isVerified()) {
            return new ToldIdentity(told, null);
        }
        if (fields.clientCert()) {
            clientCert(told, client, most);
        }
        return new ToldIdentity(
                told,
                fields.forwarding().tells()
                        ? ForwardedElement.of(client, own, fields.details(), most)
                        : null);
    }

    /// No chain without the certificate (RFC 9440, section 2.3), and no empty one.
    private void clientCert(List<ToldIdentity.Field> told, ClientIdentity client, int most) {
        boolean fits =
                add(
                        told,
                        ClientIdentityFields.CLIENT_CERT,
                        CertificateText.byteSequence(client.certificate()),
                        most);
        if (fits && fields.clientCertChain() && !client.intermediates().isEmpty()) {
            add(
                    told,
                    ClientIdentityFields.CLIENT_CERT_CHAIN,
                    CertificateText.byteSequences(client.intermediates()),
                    most);
        }
    }

    private static boolean add(
            List<ToldIdentity.Field> told, String name, @Nullable String value, int most) {
        if (value == null || value.length() > most) {
            return false;
        }
        told.add(new ToldIdentity.Field(name, value));
        return true;
    }
}
