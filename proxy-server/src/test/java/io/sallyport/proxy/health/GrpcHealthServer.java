package io.sallyport.proxy.health;

import io.sallyport.config.model.ServerAddress;
import io.sallyport.proxy.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// A server of gRPC's health protocol, by hand: frames and all.
final class GrpcHealthServer implements AutoCloseable {
    private static final int PREFACE = 24;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;

    /// `:status: 200` in HPACK's static table.
    private static final byte[] HEAD = {(byte) 0x88};

    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private final TestServer server = TestServer.start(this::serve);
    private volatile int serving = 1;
    private volatile String status = "0";

    ServerAddress address() {
        return server.address();
    }

    /// From now on.
    ///
    /// @param nextServing of the message
    /// @param nextStatus of gRPC
    void answer(int nextServing, String nextStatus) {
        serving = nextServing;
        status = nextStatus;
    }

    /// The next service that was asked for.
    String asked() throws InterruptedException {
        return asked.take();
    }

    @Override
    public void close() {
        server.close();
    }

    private void serve(SocketChannel client) throws IOException {
        DataInputStream in = new DataInputStream(Channels.newInputStream(client));
        DataOutputStream out = new DataOutputStream(Channels.newOutputStream(client));
        in.readNBytes(PREFACE);
        write(out, SETTINGS, 0, 0, new byte[0]);
        while (true) {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            int stream = in.readInt();
            byte[] payload = in.readNBytes(length);
            if (type == DATA && (flags & END_STREAM) != 0) {
                asked.add(
                        payload.length <= 7
                                ? ""
                                : new String(payload, 7, length - 7, StandardCharsets.US_ASCII));
                answer(out, stream);
            }
        }
    }

    private void answer(DataOutputStream out, int stream) throws IOException {
        write(out, HEADERS, END_HEADERS, stream, HEAD);
        write(out, DATA, 0, stream, new byte[] {0, 0, 0, 0, 2, 8, (byte) serving});
        write(out, HEADERS, END_HEADERS | END_STREAM, stream, trailers());
        out.flush();
    }

    /// `grpc-status`, a new name, not to be remembered.
    private byte[] trailers() throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        byte[] name = "grpc-status".getBytes(StandardCharsets.US_ASCII);
        byte[] value = status.getBytes(StandardCharsets.US_ASCII);
        block.write(0);
        block.write(name.length);
        block.write(name);
        block.write(value.length);
        block.write(value);
        return block.toByteArray();
    }

    private static void write(DataOutputStream out, int type, int flags, int stream, byte[] payload)
            throws IOException {
        out.writeByte(payload.length >> 16);
        out.writeShort(payload.length);
        out.writeByte(type);
        out.writeByte(flags);
        out.writeInt(stream);
        out.write(payload);
    }
}
