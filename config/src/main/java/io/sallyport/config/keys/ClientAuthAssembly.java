package io.sallyport.config.keys;

import io.sallyport.config.model.AllowedClient;
import io.sallyport.config.model.ClientAuth;
import io.sallyport.config.model.ClientAuthMode;
import io.sallyport.config.model.ClientAuthSettings;
import io.sallyport.config.model.NamedClientAuth;
import io.sallyport.config.model.OcspSettings;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Values;
import java.util.List;
import java.util.Optional;

/// From values to the model of `client_auth`. Only for values that were read without errors.
///
/// @param own of these values each key is taken that is given
/// @param around of these the others
record ClientAuthAssembly(Values own, Values around) {

    static ClientAuth clientAuth(Values values) {
        return new ClientAuth(
                new ClientAuthAssembly(values, values).settings(),
                values.find(PerServerNameKeys.PER_SERVER_NAME).orElse(List.of()).stream()
                        .map(item ->
                                new NamedClientAuth(
                                        item.get(PerServerNameKeys.SERVER_NAMES),
                                        new ClientAuthAssembly(item, values).settings()))
                        .toList());
    }

    /// Empty if clients are not asked.
    private Optional<ClientAuthSettings> settings() {
        ClientAuthMode mode = get(ClientAuthKeys.MODE);
        return mode == ClientAuthMode.NONE
                ? Optional.empty()
                : Optional.of(
                        new ClientAuthSettings(
                                mode,
                                get(ClientAuthKeys.TRUST),
                                find(ClientAuthKeys.CRL).orElse(List.of()),
                                get(ClientAuthKeys.STALE_CRL),
                                find(ClientAuthKeys.OCSP).map(ClientAuthAssembly::ocsp),
                                find(ClientAuthKeys.ALLOW).orElse(List.of()).stream()
                                        .map(ClientAuthAssembly::allowed)
                                        .toList(),
                                get(ClientAuthKeys.CLOCK_SKEW),
                                get(ClientAuthKeys.MAX_CHAIN_LENGTH),
                                get(ClientAuthKeys.MAX_CHAIN_SIZE),
                                get(ClientAuthKeys.CLOSE_REVOKED)));
    }

    private <V> V get(Key<V> key) {
        return from(key).get(key);
    }

    private <V> Optional<V> find(Key<V> key) {
        return from(key).find(key);
    }

    private Values from(Key<?> key) {
        return own.isGiven(key) ? own : around;
    }

    private static OcspSettings ocsp(Values values) {
        return new OcspSettings(
                values.get(OcspKeys.SCOPE),
                values.find(OcspKeys.RESPONDER),
                values.get(OcspKeys.FAILURE),
                values.get(OcspKeys.TIMEOUT),
                values.get(OcspKeys.MAX_AGE),
                values.get(OcspKeys.NONCE));
    }

    private static AllowedClient allowed(Values values) {
        return new AllowedClient(
                values.find(AllowKeys.URI),
                values.find(AllowKeys.DNS),
                values.find(AllowKeys.SUBJECT_CN),
                values.find(AllowKeys.EMAIL),
                values.find(AllowKeys.IP),
                values.find(AllowKeys.ISSUER),
                values.find(AllowKeys.FINGERPRINT_SHA256),
                values.find(AllowKeys.PUBLIC_KEY_SHA256));
    }
}
