package io.sallyport.proxy.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.sallyport.proxy.forward.ClientConnection;
import io.sallyport.proxy.forward.OutputCloser;
import io.sallyport.proxy.forward.ServerConnect;
import io.sallyport.proxy.insight.Direction;
import io.sallyport.proxy.insight.Reports;
import io.sallyport.proxy.testing.RecordedTraffic;
import io.sallyport.proxy.testing.TestSettings;
import io.sallyport.proxy.transport.HostResolver;
import io.sallyport.proxy.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// How the stream to a client is ended, by what the client may still do.
class TunnelEndTest {
    private final List<String> seen = new ArrayList<>();
    private final EmbeddedChannel toClient = new EmbeddedChannel();
    private final EmbeddedChannel toServer = new EmbeddedChannel();

    TunnelEndTest() {
        OutputCloser closer = new RecordedCloser();
        Tunnel tunnel =
                new Tunnel(
                        new ServerConnect.Network(Transport.NIO, new HostResolver()),
                        TestSettings.listener(null),
                        new ClientConnection(
                                Reports.CONNECTION, toClient, new RecordedTraffic(), _ -> {}),
                        closer);
        TunnelEnd client = new TunnelEnd(tunnel, Direction.IN, closer);
        TunnelEnd server = new TunnelEnd(tunnel, Direction.OUT, Channel::newSucceededFuture);
        client.attach(toClient);
        server.attach(toServer);
        client.join(server);
        server.join(client);
    }

    @AfterEach
    void release() {
        toClient.finishAndReleaseAll();
        toServer.finishAndReleaseAll();
    }

    @Test
    void aClientThatMayGoOnSendingIsLeftTheOtherDirection() {
        ends(toServer);
        assertThat(seen).containsExactly("half-closed");
        assertThat(toClient.isOpen()).isTrue();
    }

    @Test
    void theStreamToAClientThatHasSentAllIsClosedAtOnce() {
        ends(toClient);
        ends(toServer);
        assertThat(seen).containsExactly("closed");
        assertThat(toClient.isOpen()).isFalse();
    }

    private static void ends(EmbeddedChannel stream) {
        stream.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
    }

    private final class RecordedCloser implements OutputCloser {
        @Override
        public ChannelFuture closeOutput(Channel channel) {
            seen.add("closed");
            return channel.newSucceededFuture();
        }

        @Override
        public ChannelFuture halfClose(Channel channel) {
            seen.add("half-closed");
            return channel.newSucceededFuture();
        }
    }
}
