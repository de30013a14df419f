package io.sallyport.proxy.forward;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageEncoder;
import io.netty.handler.codec.haproxy.HAProxyProtocolVersion;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import io.netty.handler.codec.haproxy.HAProxyTLV;
import io.sallyport.config.model.ProxyProtocolTlv;
import io.sallyport.proxy.backend.Backend;
import io.sallyport.proxy.backend.SendProxyProtocol;
import io.sallyport.proxy.insight.ConnectionInfo;
import io.sallyport.proxy.runtime.TlsSettings;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells a server who the client is, before anything else is written to it ("The PROXY protocol", versions 1 and 2, by
/// Willy Tarreau). On the channel's event loop.
public final class SentProxyHeader {
    private static final String UNKNOWN = "PROXY UNKNOWN\r\n";

    private SentProxyHeader() {}

    /// Writes what is known of a client, if the servers expect it.
    ///
    /// @param tls of the listener; null if it has none
    public static void write(
            Channel toServer,
            Backend backend,
            ClientConnection connection,
            @Nullable TlsSettings tls) {
        boolean known = isInternet(connection.info());
        switch (backend.sendProxyProtocol()) {
            case NONE -> {}
            case V1 -> {
                if (known) {
                    encode(toServer, proxied(HAProxyProtocolVersion.V1, connection, List.of()));
                } else {
                    toServer.write(unknown(), toServer.voidPromise());
                }
            }
            case V2 -> {
                if (known) {
                    writeWithTlvs(toServer, backend.proxyProtocolTlvs(), connection, tls);
                } else {
                    encode(toServer, local());
                }
            }
        }
    }

    /// Writes that there is no client: the proxy itself has something to ask.
    public static void writeLocal(Channel toServer, SendProxyProtocol version) {
        switch (version) {
            case NONE -> {}
            case V1 -> toServer.write(unknown(), toServer.voidPromise());
            case V2 -> encode(toServer, local());
        }
    }

    private static void writeWithTlvs(
            Channel toServer,
            Set<ProxyProtocolTlv> wanted,
            ClientConnection connection,
            @Nullable TlsSettings tls) {
        List<HAProxyTLV> tlvs =
                ProxyHeaderTlvs.of(
                        wanted, connection, tls == null ? null : tls.configuration().credentials());
        if (!wanted.contains(ProxyProtocolTlv.CRC32C)) {
            encode(toServer, proxied(HAProxyProtocolVersion.V2, connection, tlvs));
            return;
        }
        tlvs.add(ProxyHeaderChecksum.empty());
        encode(
                toServer,
                proxied(HAProxyProtocolVersion.V2, connection, tlvs),
                new ProxyHeaderChecksum());
    }

    private static boolean isInternet(ConnectionInfo info) {
        return info.client() instanceof InetSocketAddress client
                && info.local() instanceof InetSocketAddress local
                && client.getAddress() != null
                && local.getAddress() != null;
    }

    private static HAProxyMessage proxied(
            HAProxyProtocolVersion version, ClientConnection connection, List<HAProxyTLV> tlvs) {
        InetSocketAddress client = (InetSocketAddress) connection.info().client();
        InetSocketAddress local = (InetSocketAddress) connection.info().local();
        boolean v4 =
                client.getAddress() instanceof Inet4Address
                        && local.getAddress() instanceof Inet4Address;
        return new HAProxyMessage(
                version,
                HAProxyCommand.PROXY,
                v4 ? HAProxyProxiedProtocol.TCP4 : HAProxyProxiedProtocol.TCP6,
                text(client.getAddress(), v4),
                text(local.getAddress(), v4),
                client.getPort(),
                local.getPort(),
                tlvs);
    }

    /// The header has one family for both: an address of the other one is written as IPv6 maps it (RFC 4291, section
    /// 2.5.5.2). Scopes mean something on this machine only.
    private static String text(InetAddress address, boolean v4) {
        String text = address.getHostAddress();
        int scope = text.indexOf('%');
        text = scope < 0 ? text : text.substring(0, scope);
        return v4 || !(address instanceof Inet4Address) ? text : "::ffff:" + text;
    }

    private static HAProxyMessage local() {
        return new HAProxyMessage(
                HAProxyProtocolVersion.V2,
                HAProxyCommand.LOCAL,
                HAProxyProxiedProtocol.UNKNOWN,
                null,
                null,
                0,
                0);
    }

    private static ByteBuf unknown() {
        return Unpooled.copiedBuffer(UNKNOWN, StandardCharsets.US_ASCII);
    }

    /// @param before what sees the encoded header
    private static void encode(Channel toServer, HAProxyMessage message, ChannelHandler... before) {
        ChannelPipeline pipeline = toServer.pipeline();
        pipeline.addFirst(HAProxyMessageEncoder.INSTANCE);
        pipeline.addFirst(before);
        toServer.write(message, toServer.voidPromise());
        pipeline.remove(HAProxyMessageEncoder.INSTANCE);
        for (ChannelHandler each : before) {
            pipeline.remove(each);
        }
    }
}
