package io.sallyport.proxy.testing;

import io.sallyport.config.model.ServerAddress;
import io.sallyport.config.model.Transport;
import java.util.stream.Stream;

/// The ways in which a proxy can be set up that make no difference to what it does.
public enum Setup {
    PLAIN_EPOLL(false, Transport.EPOLL),
    PLAIN_IO_URING(false, Transport.IO_URING),
    PLAIN_NIO(false, Transport.NIO),
    TLS_EPOLL(true, Transport.EPOLL),
    TLS_IO_URING(true, Transport.IO_URING),
    TLS_NIO(true, Transport.NIO);

    private final boolean tls;
    private final Transport transport;

    Setup(boolean tls, Transport transport) {
        this.tls = tls;
        this.transport = transport;
    }

    /// Those that this machine can do.
    public static Stream<Setup> available() {
        return Stream.of(values()).filter(Setup::isAvailable);
    }

    public boolean isTls() {
        return tls;
    }

    /// A proxy of this kind in front of servers.
    public TestProxy.Plan before(ServerAddress... servers) {
        return (tls ? TestProxy.tls(servers) : TestProxy.plain(servers)).with(transport);
    }

    private boolean isAvailable() {
        return io.sallyport.proxy.transport.Transport.valueOf(transport.name()).isAvailable();
    }
}
