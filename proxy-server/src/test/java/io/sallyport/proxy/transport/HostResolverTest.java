package io.sallyport.proxy.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HostResolverTest {
    private static final InetSocketAddress NAMED =
            InetSocketAddress.createUnresolved("app.internal", 80);

    private final EventLoop loop = new DefaultEventLoop();
    private final AtomicLong clock = new AtomicLong();
    private final AtomicInteger lookups = new AtomicInteger();
    private final HostResolver resolver =
            new HostResolver(
                    host ->
                            InetAddress.getByAddress(
                                    host, new byte[] {10, 0, 0, (byte) lookups.incrementAndGet()}),
                    clock::get);

    @AfterEach
    void stop() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @Test
    void leavesAddressesAsTheyAre() throws Exception {
        SocketAddress tcp = new InetSocketAddress("127.0.0.1", 80);
        SocketAddress unix = UnixDomainSocketAddress.of("app.sock");
        assertThat(resolve(tcp)).isSameAs(tcp);
        assertThat(resolve(unix)).isSameAs(unix);
        assertThat(lookups).hasValue(0);
    }

    @Test
    void asksOnceForAWhile() throws Exception {
        assertThat(resolve(NAMED)).hasToString("app.internal/10.0.0.1:80");
        clock.addAndGet(HostResolver.LIFETIME.toNanos() - 1);
        assertThat(resolve(NAMED)).hasToString("app.internal/10.0.0.1:80");
        clock.incrementAndGet();
        assertThat(resolve(NAMED)).hasToString("app.internal/10.0.0.2:80");
    }

    @Test
    void answersAtOnceWhatItKnows() throws Exception {
        resolve(NAMED);
        assertThat(resolver.resolve(NAMED, loop).isDone()).isTrue();
    }

    @Test
    void asksAgainAfterAFailure() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        HostResolver failing =
                new HostResolver(
                        host -> {
                            asked.incrementAndGet();
                            throw new UnknownHostException(host);
                        },
                        clock::get);
        for (int i = 1; i <= 2; i++) {
            Future<SocketAddress> answer = failing.resolve(NAMED, loop);
            assertThatThrownBy(() -> answer.get(20, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOf(UnknownHostException.class)
                    .hasMessage("app.internal");
            assertThat(asked).hasValue(i);
        }
    }

    private SocketAddress resolve(SocketAddress address) throws Exception {
        return resolver.resolve(address, loop).get(20, TimeUnit.SECONDS);
    }
}
