package io.sallyport.proxy.assembly;

import io.sallyport.config.problem.Problem;
import io.sallyport.proxy.credential.TicketSecretOutcome;
import io.sallyport.proxy.credential.TicketSecrets;
import io.sallyport.tls.resumption.TicketKeyRing;
import io.sallyport.tls.resumption.TicketKeySource;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The ticket keys of a listener that come from files, which may change while the process runs.
/// Thread-safe; blocks on files.
final class WatchedTicketKeys implements WatchedFiles {
    private static final Logger LOG = LoggerFactory.getLogger("sallyport");

    private final String listener;
    private final TicketKeyRing ring;
    private final Function<TicketSecrets, TicketKeySource> keys;
    private TicketSecrets inForce;

    /// What was last told to be wrong; empty if nothing is.
    private List<Problem> told = List.of();

    /// @param inForce those that the ring has its keys from
    /// @param keys makes keys of others
    WatchedTicketKeys(
            String listener,
            TicketKeyRing ring,
            TicketSecrets inForce,
            Function<TicketSecrets, TicketKeySource> keys) {
        this.listener = listener;
        this.ring = ring;
        this.inForce = inForce;
        this.keys = keys;
    }

    /// Reads the files, whose content alone tells whether something has changed: a swap of links changes
    /// neither time nor size. What is good is used from now on; for what is not, the keys stay as they
    /// are, and one line says why.
    @Override
    public synchronized void poll() {
        switch (inForce.readAgain()) {
            case TicketSecretOutcome.Loaded(var secrets) -> {
                if (secrets.isSameAs(inForce) && told.isEmpty()) {
                    secrets.close();
                } else {
                    replace(secrets);
                }
            }
            case TicketSecretOutcome.Rejected(var problems) -> {
                if (!problems.equals(told)) {
                    told = problems;
                    warn();
                }
            }
        }
    }

    /// Even by the same ones, if they were not good in between: whoever read of that, reads that it is over.
    private void replace(TicketSecrets secrets) {
        ring.replaceSource(keys.apply(secrets));
        inForce = secrets;
        told = List.of();
        LOG.atInfo()
                .addKeyValue("listener", listener)
                .addKeyValue("sealing_key", ring.keys().getFirst().fingerprint())
                .log("ticket keys read anew");
    }

    private void warn() {
        LOG.atWarn()
                .addKeyValue("listener", listener)
                .addKeyValue("sealing_key", ring.keys().getFirst().fingerprint())
                .log(
                        "ticket keys stay as they are: {}",
                        told.stream().map(Problem::message).collect(Collectors.joining("; ")));
    }
}
