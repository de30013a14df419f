package io.sallyport.proxy.http;

import io.sallyport.config.model.ServerAddress;
import io.sallyport.proxy.testing.TestServer;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A server that agrees to become a WebSocket (RFC 6455), and then does as it is told.
public final class WebSocketServer implements AutoCloseable {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int CLOSE = 8;

    private final List<Message> requests = new CopyOnWriteArrayList<>();
    private final TestServer server;

    /// What it does with the bytes behind the handshake.
    @FunctionalInterface
    interface Behind {
        void serve(InputStream in, OutputStream out, SocketChannel client) throws IOException;
    }

    WebSocketServer(Behind behind) {
        server =
                TestServer.start(client -> {
                    InputStream in =
                            new BufferedInputStream(Channels.newInputStream(client), 64 << 10);
                    OutputStream out = Channels.newOutputStream(client);
                    Message request = Message.read(in, false);
                    requests.add(request);
                    out.write(
                            agreement(request.field("sec-websocket-key"))
                                    .getBytes(StandardCharsets.US_ASCII));
                    behind.serve(in, out, client);
                });
    }

    /// Sends back each frame, fragments as fragments, and the end with the end.
    public static void echo(InputStream from, OutputStream out, SocketChannel client)
            throws IOException {
        DataInputStream in = new DataInputStream(from);
        int first = in.read();
        while (first >= 0) {
            int second = in.readUnsignedByte();
            long length = second & 0x7f;
            if (length == 126) {
                length = in.readUnsignedShort();
            } else if (length == 127) {
                length = in.readLong();
            }
            byte[] mask = in.readNBytes(4);
            byte[] payload = in.readNBytes(Math.toIntExact(length));
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i & 3];
            }
            out.write(frame(first, payload));
            if ((first & 0xf) == CLOSE) {
                return;
            }
            first = in.read();
        }
    }

    /// A frame without a mask.
    static byte[] frame(int first, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(10 + payload.length).put((byte) first);
        if (payload.length < 126) {
            frame.put((byte) payload.length);
        } else if (payload.length <= 0xffff) {
            frame.put((byte) 126).putShort((short) payload.length);
        } else {
            frame.put((byte) 127).putLong(payload.length);
        }
        frame.put(payload).flip();
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return bytes;
    }

    ServerAddress address() {
        return server.address();
    }

    List<Message> requests() {
        return requests;
    }

    @Override
    public void close() {
        server.close();
    }

    /// What is answered to a request with that key.
    public static String agreement(String key) {
        return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: WebSocket\r\nConnection: keep-alive, Upgrade\r\n"
                + "Sec-WebSocket-Accept: "
                + accept(key)
                + "\r\nX-Private: 1\r\n\r\n";
    }

    /// What shows that a server has understood the key.
    static String accept(String key) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-1")
                            .digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
