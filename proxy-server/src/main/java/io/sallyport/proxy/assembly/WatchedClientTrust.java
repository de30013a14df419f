package io.sallyport.proxy.assembly;

import io.sallyport.config.problem.Problem;
import io.sallyport.proxy.credential.ClientTrustFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The CAs and CRLs that some of a listener's settings name. Thread-safe.
final class WatchedClientTrust implements WatchedFiles {
    private static final Logger LOG = LoggerFactory.getLogger("sallyport");

    private final String listener;
    private final ClientTrustFiles files;
    private final Runnable inForce;

    /// @param inForce called when others are in force than before
    WatchedClientTrust(String listener, ClientTrustFiles files, Runnable inForce) {
        this.listener = listener;
        this.files = files;
        this.inForce = inForce;
    }

    @Override
    public synchronized void poll() {
        List<Problem> problems = new ArrayList<>();
        switch (files.readAgain(problems)) {
            case UNCHANGED -> {}
            case REFUSED ->
                    LOG.atWarn()
                            .addKeyValue("listener", listener)
                            .log(
                                    "trusted CAs and CRLs stay as they are: {}",
                                    problems.stream()
                                            .filter(Problem::isError)
                                            .map(Problem::message)
                                            .collect(Collectors.joining("; ")));
            case REPLACED -> {
                inForce.run();
                LOG.atInfo()
                        .addKeyValue("listener", listener)
                        .log("trusted CAs and CRLs read anew");
                problems.forEach(this::warn);
            }
        }
    }

    private void warn(Problem problem) {
        LOG.atWarn().addKeyValue("listener", listener).log("{}", problem.message());
    }
}
