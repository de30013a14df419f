package io.sallyport.proxy.testing;

import io.sallyport.config.model.Backend;
import io.sallyport.config.model.BindAddress;
import io.sallyport.config.model.CertificateFiles;
import io.sallyport.config.model.Configuration;
import io.sallyport.config.model.Listener;
import io.sallyport.config.model.ListenerMode;
import io.sallyport.config.model.ListenerTls;
import io.sallyport.config.model.LiveSettings;
import io.sallyport.config.model.ServerAddress;
import io.sallyport.config.model.StartupSettings;
import io.sallyport.config.model.Transport;
import io.sallyport.proxy.assembly.Proxy;
import io.sallyport.proxy.assembly.ProxyAssembly;
import io.sallyport.tls.credential.Credentials;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// A proxy in this process, with one listener on a free port of the loopback address and one backend.
public final class TestProxy implements AutoCloseable {
    private static final String LISTENER = "web";
    private static final String BACKEND = "app";

    private final Proxy proxy;
    private final RecordedTraffic traffic;
    private final boolean tls;

    private TestProxy(Proxy proxy, RecordedTraffic traffic, boolean tls) {
        this.proxy = proxy;
        this.traffic = traffic;
        this.tls = tls;
    }

    /// What to start.
    public record Plan(
            boolean tls,
            Transport transport,
            UnaryOperator<ListenerTls> tlsSettings,
            UnaryOperator<Listener> listener,
            Backend backend,
            Credentials credentials) {

        public Plan with(Transport other) {
            return new Plan(tls, other, tlsSettings, listener, backend, credentials);
        }

        public Plan with(UnaryOperator<Listener> settings) {
            return new Plan(tls, transport, tlsSettings, settings, backend, credentials);
        }

        /// The same, forwarding requests instead of bytes.
        public Plan speakingHttp() {
            return with(
                    (UnaryOperator<Listener>)
                            web -> listener.apply(web).withMode(ListenerMode.HTTP));
        }

        public Plan withTls(UnaryOperator<ListenerTls> settings) {
            return new Plan(tls, transport, settings, listener, backend, credentials);
        }

        public Plan with(Backend other) {
            return new Plan(tls, transport, tlsSettings, listener, other, credentials);
        }

        public Plan with(Credentials other) {
            return new Plan(tls, transport, tlsSettings, listener, backend, other);
        }

        public TestProxy start() throws IOException {
            return startOn(0);
        }

        public TestProxy startOn(int port) throws IOException {
            return startOn("127.0.0.1", port);
        }

        public TestProxy startOn(String host, int port) throws IOException {
            RecordedTraffic traffic = new RecordedTraffic();
            Listener web = listener.apply(Listener.of(ListenerMode.TCP, BACKEND));
            if (tls) {
                Path unused = Path.of("unused.pem");
                web =
                        web.withTls(
                                tlsSettings.apply(
                                        ListenerTls.of(
                                                List.of(CertificateFiles.of(unused, unused)))));
            }
            Configuration configuration =
                    new Configuration(
                            StartupSettings.of(Map.of(LISTENER, new BindAddress(host, port)))
                                    .withTransport(transport)
                                    .withEventLoopThreads(2),
                            LiveSettings.of(Map.of(LISTENER, web), Map.of(BACKEND, backend)));
            Proxy proxy =
                    new ProxyAssembly(TestTls.CRYPTO, traffic)
                            .start(configuration, Map.of(LISTENER, credentials));
            return new TestProxy(proxy, traffic, tls);
        }
    }

    /// Plaintext in front of servers.
    public static Plan plain(ServerAddress... servers) {
        return plan(false, servers);
    }

    /// TLS in front of servers.
    public static Plan tls(ServerAddress... servers) {
        return plan(true, servers);
    }

    private static Plan plan(boolean tls, ServerAddress... servers) {
        return new Plan(
                tls,
                Transport.AUTO,
                UnaryOperator.identity(),
                UnaryOperator.identity(),
                servers.length == 0
                        ? Backend.of(List.of(TestServer.nobody()))
                        : Backend.of(List.of(servers)),
                TestTls.credentials());
    }

    public Proxy proxy() {
        return proxy;
    }

    public RecordedTraffic traffic() {
        return traffic;
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) proxy.addresses().get(LISTENER);
    }

    /// A client of the kind that the listener expects, its handshake done.
    public Socket connect() throws IOException {
        return connectOver(connectPlain());
    }

    /// A client of HTTP/2, which says so by ALPN where there is TLS.
    public Socket connectHttp2() throws IOException {
        return tls ? TestTls.handshake(connectPlain(), "h2") : connectPlain();
    }

    /// The same over a connection that stands.
    public Socket connectOver(Socket plain) throws IOException {
        return tls ? TestTls.handshake(plain) : plain;
    }

    /// A client that speaks no TLS.
    public Socket connectPlain() throws IOException {
        return TestTls.connectPlain(address());
    }

    @Override
    public void close() {
        proxy.close();
    }
}
