package io.sallyport.proxy.testing;

import io.netty.util.LeakPresenceDetector.ResourceScope;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Fails a test class that leaves a buffer behind. Registered for every class of this module.
public final class LeakPresence implements BeforeAllCallback, AfterAllCallback {
    private static final long PATIENCE = Duration.ofSeconds(5).toNanos();
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(LeakPresence.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getStore(NAMESPACE)
                .put(context.getUniqueId(), CountingLeakDetector.enter(context.getDisplayName()));
    }

    /// Event loops may still be busy releasing: they get some time.
    @Override
    public void afterAll(ExtensionContext context) {
        ResourceScope scope =
                (ResourceScope) context.getStore(NAMESPACE).remove(context.getUniqueId());
        long deadline = System.nanoTime() + PATIENCE;
        while (scope.hasOpenResources() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        scope.close();
    }
}
