package io.sallyport.proxy.credential;

import io.sallyport.config.model.ClientAuthSettings;
import io.sallyport.config.problem.Positions;
import io.sallyport.config.problem.Problem;
import io.sallyport.proxy.clientauth.ClientTrust;
import io.sallyport.proxy.clientauth.LiveRevocationLists;
import io.sallyport.proxy.clientauth.TrustBundle;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who vouches for clients, and where that is read again.
///
/// @param crls null if nobody is asked whether a certificate is revoked
public record ClientTrustFiles(ClientTrust trust, @Nullable CrlLoader crls) {

    /// Reads all that the settings name. Blocks on files.
    ///
    /// @param section the path of the settings
    /// @param problems takes what is wrong, warnings among it
    /// @return empty if there is an error among that
    public static Optional<ClientTrustFiles> load(
            String section,
            ClientAuthSettings settings,
            Positions positions,
            InstantSource clock,
            List<Problem> problems) {
        Optional<TrustBundle> bundle =
                TrustLoader.load(section, settings, positions, clock, problems);
        if (bundle.isEmpty() || settings.crl().isEmpty()) {
            return bundle.map(known -> new ClientTrustFiles(new ClientTrust(known, null), null));
        }
        CrlLoader crls = new CrlLoader(section, settings, bundle.get(), positions, clock);
        return crls.load(problems)
                .map(lists ->
                        new ClientTrustFiles(
                                new ClientTrust(bundle.get(), new LiveRevocationLists(lists)),
                                crls));
    }
}
