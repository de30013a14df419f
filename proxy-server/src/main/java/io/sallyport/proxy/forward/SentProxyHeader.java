package io.sallyport.proxy.forward;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageEncoder;
import io.netty.handler.codec.haproxy.HAProxyProtocolVersion;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import io.netty.handler.codec.haproxy.HAProxySSLTLV;
import io.netty.handler.codec.haproxy.HAProxyTLV;
import io.sallyport.proxy.backend.SendProxyProtocol;
import io.sallyport.tls.event.NegotiatedSession;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells a server who the client is, before anything else is written to it ("The PROXY protocol", versions 1 and 2, by
/// Willy Tarreau). On the channel's event loop.
public final class SentProxyHeader {
    private static final byte SSL_VERSION = 0x21;
    private static final byte SSL_CIPHER = 0x23;
    private static final byte CLIENT_SSL = 0x01;
    private static final byte CLIENT_CERTIFICATE = 0x02;
    private static final int VERIFIED = 0;
    private static final int NOT_VERIFIED = 1;
    private static final String UNKNOWN = "PROXY UNKNOWN\r\n";

    private SentProxyHeader() {}

    /// Writes what is known of a client, if the servers expect it.
    public static void write(
            Channel toServer, SendProxyProtocol version, ClientConnection connection) {
        switch (version) {
            case NONE -> {}
            case V1 -> {
                HAProxyMessage message = message(HAProxyProtocolVersion.V1, connection, List.of());
                if (message == null) {
                    toServer.write(unknown(), toServer.voidPromise());
                } else {
                    encode(toServer, message);
                }
            }
            case V2 -> {
                List<HAProxyTLV> more = new ArrayList<>();
                NegotiatedSession session = connection.session();
                if (session != null) {
                    addTls(more, session);
                }
                more.add(ProxyHeaderChecksum.empty());
                HAProxyMessage message = message(HAProxyProtocolVersion.V2, connection, more);
                encode(toServer, message == null ? local() : message);
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

    private static @Nullable HAProxyMessage message(
            HAProxyProtocolVersion version, ClientConnection connection, List<HAProxyTLV> more) {
        if (!(connection.info().client() instanceof InetSocketAddress client)
                || !(connection.info().local() instanceof InetSocketAddress local)
                || client.getAddress() == null
                || local.getAddress() == null) {
            return null;
        }
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
                more);
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

    private static void addTls(List<HAProxyTLV> more, NegotiatedSession session) {
        if (session.applicationProtocol() != null) {
            more.add(
                    new HAProxyTLV(
                            HAProxyTLV.Type.PP2_TYPE_ALPN, text(session.applicationProtocol())));
        }
        if (session.serverName() != null) {
            more.add(
                    new HAProxyTLV(HAProxyTLV.Type.PP2_TYPE_AUTHORITY, text(session.serverName())));
        }
        boolean certified = !session.clientCertificates().isEmpty();
        more.add(
                new HAProxySSLTLV(
                        certified ? VERIFIED : NOT_VERIFIED,
                        certified ? CLIENT_SSL | CLIENT_CERTIFICATE : CLIENT_SSL,
                        List.of(
                                new HAProxyTLV(SSL_VERSION, text(session.version().label())),
                                new HAProxyTLV(SSL_CIPHER, text(session.cipherSuite().name())))));
    }

    private static ByteBuf unknown() {
        return text(UNKNOWN);
    }

    private static ByteBuf text(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    }

    private static void encode(Channel toServer, HAProxyMessage message) {
        ChannelPipeline pipeline = toServer.pipeline();
        ProxyHeaderChecksum checksum = new ProxyHeaderChecksum();
        pipeline.addFirst(checksum, HAProxyMessageEncoder.INSTANCE);
        toServer.write(message, toServer.voidPromise());
        pipeline.remove(HAProxyMessageEncoder.INSTANCE);
        pipeline.remove(checksum);
    }
}
