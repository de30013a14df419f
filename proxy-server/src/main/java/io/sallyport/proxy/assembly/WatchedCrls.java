package io.sallyport.proxy.assembly;

import io.sallyport.config.problem.Problem;
import io.sallyport.proxy.clientauth.LiveRevocationLists;
import io.sallyport.proxy.clientauth.RevocationLists;
import io.sallyport.proxy.credential.CrlLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The CRLs of a listener. Thread-safe.
final class WatchedCrls implements WatchedFiles {
    private static final Logger LOG = LoggerFactory.getLogger("sallyport");

    private final String listener;
    private final CrlLoader loader;
    private final LiveRevocationLists live;
    private final Runnable inForce;

    /// @param live what they are put in force by
    /// @param inForce hears of it
    WatchedCrls(String listener, CrlLoader loader, LiveRevocationLists live, Runnable inForce) {
        this.listener = listener;
        this.loader = loader;
        this.live = live;
        this.inForce = inForce;
    }

    @Override
    public synchronized void poll() {
        if (!loader.hasChanged()) {
            return;
        }
        List<Problem> problems = new ArrayList<>();
        Optional<RevocationLists> lists = loader.load(problems);
        lists.ifPresent(live::replace);
        lists.ifPresent(_ -> inForce.run());
        if (lists.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("listener", listener)
                    .log(
                            "CRLs stay as they are: {}",
                            problems.stream()
                                    .map(Problem::message)
                                    .collect(Collectors.joining("; ")));
        } else {
            LOG.atInfo().addKeyValue("listener", listener).log("CRLs read anew");
        }
    }
}
