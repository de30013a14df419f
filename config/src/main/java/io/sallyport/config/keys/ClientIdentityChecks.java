package io.sallyport.config.keys;

import io.sallyport.config.model.ClientAuthMode;
import io.sallyport.config.model.ClientCertForwarding;
import io.sallyport.config.model.ClientIdentityFields;
import io.sallyport.config.model.IdentityField;
import io.sallyport.config.model.ListenerMode;
import io.sallyport.config.model.Network;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Reading;
import io.sallyport.config.schema.Values;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What must hold of the fields by which servers are told who a client is.
final class ClientIdentityChecks {
    private final Values listener;
    private final Values identity;
    private final Reading reading;

    private ClientIdentityChecks(Values listener, Reading reading) {
        this.listener = listener;
        this.identity = listener.section(ListenerKeys.CLIENT_IDENTITY);
        this.reading = reading;
    }

    static void run(Values listener, Reading reading) {
        ClientIdentityChecks checks = new ClientIdentityChecks(listener, reading);
        if (!checks.isHttp()) {
            checks.nothingInTcp();
            return;
        }
        checks.clientCert();
        checks.forwarding();
        checks.certificates();
        checks.spellings();
        checks.routes();
    }

    private boolean isHttp() {
        return listener.find(ListenerKeys.MODE).filter(ListenerMode.HTTP::equals).isPresent();
    }

    private void nothingInTcp() {
        if (listener.isGiven(ListenerKeys.CLIENT_IDENTITY) && listener.isGiven(ListenerKeys.MODE)) {
            reading.error(
                    identity.path(),
                    "is told by header fields, which mode tcp has none of; write mode: http, or take it"
                            + " out");
        }
    }

    private void clientCert() {
        boolean sent = is(ClientIdentityKeys.CLIENT_CERT);
        if (is(ClientIdentityKeys.CLIENT_CERT_CHAIN) && !sent) {
            reading.error(
                    identity.pathOf(ClientIdentityKeys.CLIENT_CERT_CHAIN),
                    "goes with client_cert: true only (RFC 9440, section 2.3); write that, too, or take"
                            + " it out");
        }
        if (sent && identity.isGiven(ClientIdentityKeys.CLIENT_CERT_FROM)) {
            reading.error(
                    identity.pathOf(ClientIdentityKeys.CLIENT_CERT_FROM),
                    "stands beside client_cert: true, which replaces what comes from there; write only"
                            + " one of the two");
        }
    }

    private void forwarding() {
        ClientCertForwarding how = how();
        Key<List<Network>> from = ClientIdentityKeys.FORWARD_CLIENT_CERT_FROM;
        if (how.keeps() && !identity.isWritten(from)) {
            reading.error(
                    identity.pathOf(ClientIdentityKeys.FORWARD_CLIENT_CERT_DETAILS),
                    identity.shown(ClientIdentityKeys.FORWARD_CLIENT_CERT_DETAILS)
                            + " keeps what came, and nobody is trusted; write the networks of the"
                            + " proxies in front into forward_client_cert_from");
        }
        if (!how.keeps() && identity.isGiven(from)) {
            reading.warning(
                    identity.pathOf(from),
                    "has no effect where forward_client_cert_details keeps nothing; write forward_only,"
                            + " append_forward or always_forward_only, or take it out");
        }
        if (!how.tells() && identity.isGiven(ClientIdentityKeys.SET_CURRENT_CLIENT_CERT_DETAILS)) {
            reading.warning(
                    identity.pathOf(ClientIdentityKeys.SET_CURRENT_CLIENT_CERT_DETAILS),
                    "has no effect where forward_client_cert_details sets nothing; write sanitize_set or"
                            + " append_forward, or take it out");
        }
    }

    private ClientCertForwarding how() {
        return identity.find(ClientIdentityKeys.FORWARD_CLIENT_CERT_DETAILS)
                .orElse(ClientIdentityFields.NONE.forwarding());
    }

    private boolean is(Key<Boolean> key) {
        return identity.find(key).orElse(false);
    }

    /// A warning only: certificates may be asked for later, or not for a while.
    private void certificates() {
        boolean needed =
                is(ClientIdentityKeys.CLIENT_CERT)
                        || how().tells()
                        || how() == ClientCertForwarding.FORWARD_ONLY
                        || !headers().values().stream().allMatch(IdentityField::isOfAnyClient);
        if (needed && !isAnybodyAsked()) {
            reading.warning(
                    identity.path(),
                    "tells of certificates that no client of this listener is asked for; write"
                            + " tls.client_auth, or take it out");
        }
    }

    private boolean isAnybodyAsked() {
        Values auth = listener.section(ListenerKeys.TLS).section(TlsKeys.CLIENT_AUTH);
        return asks(auth)
                || auth.find(PerServerNameKeys.PER_SERVER_NAME).orElse(List.of()).stream()
                        .anyMatch(ClientIdentityChecks::asks);
    }

    private static boolean asks(Values clientAuth) {
        return clientAuth
                .find(ClientAuthKeys.MODE)
                .filter(mode -> mode != ClientAuthMode.NONE)
                .isPresent();
    }

    private Map<String, IdentityField> headers() {
        return identity.find(ClientIdentityKeys.HEADERS).orElse(Map.of());
    }

    /// What some servers take for one field must be one.
    private void spellings() {
        Map<String, String> taken = new HashMap<>();
        for (String name : headers().keySet()) {
            String other = taken.putIfAbsent(ClientIdentityFields.folded(name), name);
            if (other != null) {
                reading.error(
                        identity.pathOf(ClientIdentityKeys.HEADERS),
                        "has '"
                                + other
                                + "' and '"
                                + name
                                + "', which some servers take for the same; write names that differ in"
                                + " letters or digits");
            }
        }
    }

    /// A route may take them away, but not say who a client is; and they are not there yet when it is chosen.
    private void routes() {
        Set<String> names = new HashSet<>();
        ClientIdentityFields.NONE.names().forEach(names::add);
        headers().keySet().forEach(name -> names.add(ClientIdentityFields.folded(name)));
        for (Values route : listener.find(ListenerKeys.ROUTES).orElse(List.of())) {
            Values changes = route.section(RouteKeys.REQUEST_HEADERS);
            changed(changes, HeaderChangeKeys.SET, names);
            changed(changes, HeaderChangeKeys.ADD, names);
            for (Values match :
                    route.section(RouteKeys.MATCH).find(MatchKeys.HEADERS).orElse(List.of())) {
                matched(match, names);
            }
        }
    }

    private void changed(Values changes, Key<Map<String, String>> key, Set<String> names) {
        for (String name : changes.find(key).orElse(Map.of()).keySet()) {
            if (names.contains(ClientIdentityFields.folded(name))) {
                reading.error(
                        changes.pathOf(key),
                        "has '"
                                + name
                                + "', which tells who the client is, and only the proxy may tell that;"
                                + " write it under client_identity");
            }
        }
    }

    private void matched(Values match, Set<String> names) {
        match.find(HeaderMatchKeys.NAME)
                .filter(name -> names.contains(ClientIdentityFields.folded(name)))
                .filter(name -> !mayBeKept(name))
                .ifPresent(name ->
                        reading.error(
                                match.pathOf(HeaderMatchKeys.NAME),
                                "'"
                                        + name
                                        + "' is taken from every request before its route is chosen,"
                                        + " because clients could say anything by it; match by something"
                                        + " else"));
    }

    private boolean mayBeKept(String name) {
        return !headers().containsKey(name)
                && (how().keeps() || identity.isGiven(ClientIdentityKeys.CLIENT_CERT_FROM));
    }
}
