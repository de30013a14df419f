package io.sallyport.proxy.app;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/// The signals that the process gets, one after the other.
///
/// A shutdown hook would not do: it cannot tell a second signal from the first, and the exit code would
/// not be 0. `sun.misc.Signal` is the JDK's only way, exported on purpose (JEP 260), but not to be
/// compiled against without a warning; hence by name.
final class Signals {
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();

    /// What the operator wants.
    enum Received {
        /// SIGTERM or SIGINT.
        STOP,
        /// SIGHUP.
        RELOAD
    }

    private Signals() {}

    /// Takes over the signals that matter, those that this system has.
    static Signals takenOver() {
        Signals signals = new Signals();
        Map.of("TERM", Received.STOP, "INT", Received.STOP, "HUP", Received.RELOAD)
                .forEach(signals::handle);
        return signals;
    }

    /// Waits for the next one.
    Received next() throws InterruptedException {
        return received.take();
    }

    private void handle(String name, Received meaning) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler calls =
                    (_, method, arguments) ->
                            method.getName().equals("handle")
                                    ? note(meaning)
                                    : method.invoke(received, arguments);
            Object handling =
                    Proxy.newProxyInstance(
                            handler.getClassLoader(), new Class<?>[] {handler}, calls);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), handling);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("signal " + name + " cannot be handled", e);
        }
    }

    private @Nullable Object note(Received meaning) {
        received.add(meaning);
        return null;
    }
}
