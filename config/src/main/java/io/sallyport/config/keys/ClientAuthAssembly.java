package io.sallyport.config.keys;

import io.sallyport.config.model.AllowedClient;
import io.sallyport.config.model.ClientAuthMode;
import io.sallyport.config.model.ClientAuthSettings;
import io.sallyport.config.schema.Values;
import java.util.List;
import java.util.Optional;

/// From values to the model of `client_auth`. Only for values that were read without errors.
final class ClientAuthAssembly {
    private ClientAuthAssembly() {}

    /// Empty if clients are not asked.
    static Optional<ClientAuthSettings> settings(Values values) {
        ClientAuthMode mode = values.get(ClientAuthKeys.MODE);
        return mode == ClientAuthMode.NONE
                ? Optional.empty()
                : Optional.of(
                        new ClientAuthSettings(
                                mode,
                                values.get(ClientAuthKeys.TRUST),
                                values.find(ClientAuthKeys.CRL).orElse(List.of()),
                                values.get(ClientAuthKeys.STALE_CRL),
                                values.find(ClientAuthKeys.ALLOW).orElse(List.of()).stream()
                                        .map(ClientAuthAssembly::allowed)
                                        .toList(),
                                values.get(ClientAuthKeys.CLOCK_SKEW),
                                values.get(ClientAuthKeys.MAX_CHAIN_LENGTH)));
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
