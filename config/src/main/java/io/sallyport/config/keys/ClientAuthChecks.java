package io.sallyport.config.keys;

import io.sallyport.config.model.ClientAuthMode;
import io.sallyport.config.schema.Reading;
import io.sallyport.config.schema.Values;
import java.util.List;

/// What must hold within a `client_auth` section.
final class ClientAuthChecks {
    private ClientAuthChecks() {}

    static void run(Values clientAuth, Reading reading) {
        boolean asks =
                clientAuth
                        .find(ClientAuthKeys.MODE)
                        .filter(mode -> mode != ClientAuthMode.NONE)
                        .isPresent();
        if (asks && !clientAuth.isWritten(ClientAuthKeys.TRUST)) {
            reading.error(
                    clientAuth.pathOf(ClientAuthKeys.TRUST),
                    "is missing, and without it no certificate is good; write the path of a PEM file"
                            + " with CA certificates");
        }
        if (clientAuth.isGiven(ClientAuthKeys.STALE_CRL)
                && !clientAuth.isWritten(ClientAuthKeys.CRL)) {
            reading.warning(
                    clientAuth.pathOf(ClientAuthKeys.STALE_CRL),
                    "has no effect without crl; write that, too, or take it out");
        }
        for (Values item : clientAuth.find(ClientAuthKeys.ALLOW).orElse(List.of())) {
            if (AllowKeys.SECTION.keys().stream().noneMatch(item::isWritten)) {
                reading.error(
                        item.path(),
                        "says nothing that a certificate has to hold; write one of "
                                + String.join(", ", AllowKeys.SECTION.names()));
            }
        }
    }
}
