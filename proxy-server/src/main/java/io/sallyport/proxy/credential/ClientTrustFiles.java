package io.sallyport.proxy.credential;

import io.sallyport.config.model.ClientAuthSettings;
import io.sallyport.config.problem.Positions;
import io.sallyport.config.problem.Problem;
import io.sallyport.proxy.clientauth.ClientTrust;
import io.sallyport.proxy.clientauth.LiveClientTrust;
import io.sallyport.proxy.clientauth.TrustBundle;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The files that say who vouches for clients, and who takes that back: read at the start, and whenever one of them has
/// changed. Blocks on them. Thread-safe.
public final class ClientTrustFiles {
    private final Source source;
    private final LiveClientTrust live;
    private List<NamedFiles.Stamp> readTrust;

    /// Where it is all read from.
    private record Source(
            String section,
            ClientAuthSettings settings,
            CrlLoader crls,
            Positions positions,
            InstantSource clock) {

        Optional<ClientTrust> read(List<Problem> problems) {
            Optional<TrustBundle> bundle =
                    TrustLoader.load(section, settings, positions, clock, problems);
            return settings.crl().isEmpty()
                    ? bundle.map(trusted -> new ClientTrust(trusted, null))
                    : bundle.flatMap(trusted ->
                            crls.load(trusted, problems)
                                    .map(lists -> new ClientTrust(trusted, lists)));
        }
    }

    private ClientTrustFiles(Source source, LiveClientTrust live, List<NamedFiles.Stamp> read) {
        this.source = source;
        this.live = live;
        this.readTrust = read;
    }

    /// Reads all that the settings name.
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
        CrlLoader crls = new CrlLoader(section, settings, positions, clock);
        Source source = new Source(section, settings, crls, positions, clock);
        List<NamedFiles.Stamp> stamps = NamedFiles.stamps(settings.trust());
        return source.read(problems)
                .map(first -> new ClientTrustFiles(source, new LiveClientTrust(first), stamps));
    }

    /// What is in force.
    public LiveClientTrust trust() {
        return live;
    }

    /// Reads what has changed, and puts it in force as a whole, if there is something and all of it can be used.
    ///
    /// @param problems takes what is wrong, warnings among it
    public synchronized Outcome readAgain(List<Problem> problems) {
        List<NamedFiles.Stamp> stamps = NamedFiles.stamps(source.settings().trust());
        if (stamps.equals(readTrust) && !source.crls().hasChanged()) {
            return Outcome.UNCHANGED;
        }
        readTrust = stamps;
        Optional<ClientTrust> next = source.read(problems);
        next.ifPresent(live::replace);
        return next.isPresent() ? Outcome.REPLACED : Outcome.REFUSED;
    }

    /// What came of reading again.
    public enum Outcome {
        /// Nothing has changed.
        UNCHANGED,
        /// What is there now is in force.
        REPLACED,
        /// Something is wrong with what is there now: what was before stays in force.
        REFUSED
    }
}
