package io.sallyport.proxy.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.config.model.Backend;
import io.sallyport.config.model.BindAddress;
import io.sallyport.config.model.Configuration;
import io.sallyport.config.model.HostAndPort;
import io.sallyport.config.model.Listener;
import io.sallyport.config.model.ListenerMode;
import io.sallyport.config.model.LiveSettings;
import io.sallyport.config.model.StartupSettings;
import io.sallyport.proxy.insight.ConnectionInfo;
import io.sallyport.proxy.insight.Direction;
import io.sallyport.proxy.insight.TrafficObserver;
import io.sallyport.tls.crypto.choice.SelectedCryptoProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SlowReaderTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final BlockingQueue<Direction> pauses = new LinkedBlockingQueue<>();

    @Test
    void tellsThatReadingPausedBecauseTheClientDoesNotRead() throws Exception {
        TrafficObserver observer =
                new TrafficObserver() {
                    @Override
                    public void readingPaused(ConnectionInfo connection, Direction direction) {
                        pauses.add(direction);
                    }
                };
        try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK);
                Proxy proxy =
                        new ProxyAssembly(SelectedCryptoProvider.fastest(), observer)
                                .start(configuration(server.getLocalPort()), Map.of())) {
            Thread.ofVirtual().start(() -> flood(server));
            InetSocketAddress address = (InetSocketAddress) proxy.addresses().get("plain");
            try (Socket silent = new Socket(LOOPBACK, address.getPort())) {
                assertThat(silent.getInputStream().read()).isEqualTo(0);
                assertThat(pauses.poll(30, TimeUnit.SECONDS)).isEqualTo(Direction.OUT);
            }
        }
    }

    /// Sends until it is cut off.
    private static void flood(ServerSocket server) {
        try (Socket socket = server.accept()) {
            byte[] zeros = new byte[64 * 1024];
            while (!Thread.currentThread().isInterrupted()) {
                socket.getOutputStream().write(zeros);
            }
        } catch (IOException e) {
            // the test is over
        }
    }

    private static Configuration configuration(int backendPort) {
        return new Configuration(
                StartupSettings.of(Map.of("plain", new BindAddress("127.0.0.1", 0)))
                        .withEventLoopThreads(1),
                LiveSettings.of(
                        Map.of("plain", Listener.of(ListenerMode.TCP, "app")),
                        Map.of(
                                "app",
                                Backend.of(List.of(new HostAndPort("127.0.0.1", backendPort))))));
    }
}
