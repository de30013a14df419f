package io.sallyport.tls.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/// Drives an [SSLEngine], of whichever provider, as the client of a [TestServer].
public final class SslEngineClient {
    private static final int ROUNDS = 64;
    private final SSLEngine engine;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private ByteBuffer input = ByteBuffer.allocate(0);

    public SslEngineClient(SSLEngine engine) {
        this.engine = engine;
        engine.setUseClientMode(true);
    }

    public SSLEngine engine() {
        return engine;
    }

    /// Talks until neither side has anything to say.
    public void handshake(TestServer server) throws SSLException {
        engine.beginHandshake();
        exchange(server, new byte[0]);
    }

    /// Sends data and talks until neither side has anything to say.
    public void exchange(TestServer server, byte[] data) throws SSLException {
        ByteBuffer source = ByteBuffer.wrap(data);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] toServer = produce(source);
            byte[] toClient = toServer.length > 0 ? server.feed(toServer) : server.output();
            if (toServer.length == 0 && toClient.length == 0) {
                return;
            }
            take(toClient);
        }
        throw new AssertionError("they never stop talking");
    }

    /// Takes bytes from the server.
    public void take(byte[] fromServer) throws SSLException {
        ByteBuffer joined = ByteBuffer.allocate(input.remaining() + fromServer.length);
        joined.put(input).put(fromServer).flip();
        input = joined;
        ByteBuffer plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
        while (input.hasRemaining()) {
            plain.clear();
            SSLEngineResult result = engine.unwrap(input, plain);
            runTasks();
            received.write(plain.array(), 0, plain.position());
            if (result.bytesConsumed() == 0
                    && result.bytesProduced() == 0
                    && engine.getHandshakeStatus() != HandshakeStatus.NEED_UNWRAP) {
                return;
            }
            if (result.getStatus() != SSLEngineResult.Status.OK) {
                return;
            }
        }
    }

    /// Application data so far.
    public byte[] received() {
        return received.toByteArray();
    }

    private byte[] produce(ByteBuffer source) throws SSLException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteBuffer packet = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        runTasks();
        while (source.hasRemaining() || engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            packet.clear();
            SSLEngineResult result = engine.wrap(source, packet);
            runTasks();
            out.write(packet.array(), 0, packet.position());
            if (result.bytesProduced() == 0) {
                break;
            }
        }
        return out.toByteArray();
    }

    private void runTasks() {
        Runnable task = engine.getDelegatedTask();
        while (task != null) {
            task.run();
            task = engine.getDelegatedTask();
        }
    }
}
