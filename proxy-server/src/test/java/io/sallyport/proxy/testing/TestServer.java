package io.sallyport.proxy.testing;

import io.sallyport.config.model.HostAndPort;
import io.sallyport.config.model.ServerAddress;
import io.sallyport.config.model.UnixSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A plaintext server behind the proxy, a thread for each connection.
public final class TestServer implements AutoCloseable {

    /// What it does with a connection, which is closed when this returns or throws.
    @FunctionalInterface
    public interface Service {
        void serve(SocketChannel client) throws IOException;
    }

    /// Sends back what it gets, until the client ends its stream.
    public static final Service ECHO =
            client -> {
                Channels.newInputStream(client).transferTo(Channels.newOutputStream(client));
                client.shutdownOutput();
            };

    private static final Set<SocketChannel> TAKEN = ConcurrentHashMap.newKeySet();

    private final ServerSocketChannel listening;
    private final Service service;
    private final Set<SocketChannel> clients = ConcurrentHashMap.newKeySet();

    private TestServer(ServerSocketChannel listening, Service service) {
        this.listening = listening;
        this.service = service;
        Thread.ofVirtual().start(this::accept);
    }

    /// Listens on a free port of the loopback address.
    public static TestServer start(Service service) {
        return start(
                StandardProtocolFamily.INET,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                service);
    }

    /// Listens on a Unix domain socket.
    public static TestServer start(Path socket, Service service) {
        return start(StandardProtocolFamily.UNIX, UnixDomainSocketAddress.of(socket), service);
    }

    /// As the configuration names it.
    public ServerAddress address() {
        try {
            SocketAddress local = listening.getLocalAddress();
            return local instanceof UnixDomainSocketAddress unix
                    ? new UnixSocket(unix.getPath())
                    : new HostAndPort("127.0.0.1", ((InetSocketAddress) local).getPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// An address that nobody listens on, now or later: the port stays taken.
    public static ServerAddress nobody() {
        try {
            SocketChannel taken =
                    SocketChannel.open()
                            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            TAKEN.add(taken);
            int port = ((InetSocketAddress) taken.getLocalAddress()).getPort();
            return new HostAndPort("127.0.0.1", port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (SocketChannel client : clients) {
                client.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TestServer start(
            StandardProtocolFamily family, SocketAddress address, Service service) {
        try {
            return new TestServer(ServerSocketChannel.open(family).bind(address), service);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel client = listening.accept();
                clients.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(SocketChannel client) {
        try (client) {
            service.serve(client);
        } catch (IOException e) {
            // what the client sees of it is the test's matter
        } finally {
            clients.remove(client);
        }
    }
}
