package io.sallyport.proxy.testing;

import io.netty.util.LeakPresenceDetector;
import java.util.concurrent.atomic.AtomicReference;

/// Counts every buffer, in a scope for each test class. Netty makes it, by a system property.
public final class CountingLeakDetector<T> extends LeakPresenceDetector<T> {
    private static final AtomicReference<ResourceScope> SCOPE =
            new AtomicReference<>(new ResourceScope("before any test"));

    /// For Netty.
    public CountingLeakDetector(Class<?> resourceType, int samplingInterval) {
        super(resourceType);
    }

    /// For Netty.
    public CountingLeakDetector(Class<?> resourceType, int samplingInterval, long maxActive) {
        super(resourceType);
    }

    /// Counts from zero.
    static ResourceScope enter(String name) {
        ResourceScope scope = new ResourceScope(name);
        SCOPE.set(scope);
        return scope;
    }

    /// Whether any buffer is in use that was made since the test class began.
    public static boolean hasBuffers() {
        return SCOPE.get().hasOpenResources();
    }

    @Override
    protected ResourceScope currentScope() {
        return SCOPE.get();
    }
}
