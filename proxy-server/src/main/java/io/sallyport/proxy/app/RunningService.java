package io.sallyport.proxy.app;

import io.sallyport.proxy.accesslog.LogSetup;
import io.sallyport.proxy.assembly.Preparation;
import io.sallyport.proxy.assembly.Service;
import io.sallyport.proxy.insight.ReportFields;
import io.sallyport.proxy.insight.TrafficObserver;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/// A service from its start to the signal that ends it, and the lines about that.
final class RunningService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("sallyport");

    private final Service service;
    private final LiveFile file;
    private final Signals signals;

    private RunningService(Service service, LiveFile file, Signals signals) {
        this.service = service;
        this.file = file;
        this.signals = signals;
    }

    /// @param file that the configuration was read from; null if there is none
    /// @param observers who else wants to hear of connections
    static RunningService start(
            Preparation.Ready prepared, @Nullable Path file, List<TrafficObserver> observers)
            throws IOException {
        LogSetup.apply(prepared.configuration().live().log());
        Signals signals = Signals.takenOver();
        LiveFile.warnOfKeyLogs(prepared.configuration().live());
        LiveFile live = new LiveFile(file, prepared.configuration().live());
        Service service =
                file == null
                        ? Service.start(prepared, Release.version(), observers)
                        : Service.start(prepared, Release.version(), observers, live);
        RunningService running = new RunningService(service, live, signals);
        running.sayReady();
        service.completeMetrics();
        return running;
    }

    /// Where each listener really listens, by its name, and the admin address as `admin`.
    Map<String, SocketAddress> addresses() {
        return service.addresses();
    }

    /// Serves until a signal comes, then drains.
    ///
    /// @return whether every connection had its time, no second signal having cut the drain short
    boolean serve() throws InterruptedException {
        while (signals.next() == Signals.Received.RELOAD) {
            service.reload();
        }
        Duration drainTimeout = file.settings().drainTimeout();
        LOG.atInfo()
                .addKeyValue("connections", service.openConnections())
                .addKeyValue("at_most_seconds", drainTimeout.toSeconds())
                .log("draining");
        CompletableFuture<Void> drained = service.drain(drainTimeout);
        CompletableFuture<Void> second = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("second-signal").start(() -> awaitSecond(second));
        CompletableFuture.anyOf(drained.exceptionally(_ -> null), second).join();
        LOG.info(drained.isDone() ? "stopped" : "a second signal: ended at once");
        return drained.isDone();
    }

    @Override
    public void close() {
        service.close();
        LogSetup.stop();
    }

    /// A second signal ends the wait, and with it whatever is still open.
    private void awaitSecond(CompletableFuture<Void> second) {
        try {
            while (signals.next() == Signals.Received.RELOAD) {
                LOG.warn("SIGHUP has no effect while draining");
            }
            second.complete(null);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void sayReady() {
        LoggingEventBuilder line = LOG.atInfo();
        for (Map.Entry<String, SocketAddress> bound : addresses().entrySet()) {
            line = line.addKeyValue(bound.getKey(), ReportFields.address(bound.getValue()));
        }
        line.addKeyValue("transport", service.transport().id()).log("ready");
    }
}
