package io.sallyport.proxy.http;

import io.sallyport.proxy.testing.TestTls;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Stands between one client and a proxy: lets the ClientHello and one record of early data pass at once, and
/// what the client sends after that only when it is told to. Remembers what passed at once.
final class HoldingRelay implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;
    private static final int HEADER = 5;
    private static final int APPLICATION_DATA = 23;

    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final ByteArrayOutputStream early = new ByteArrayOutputStream();
    private final CountDownLatch released = new CountDownLatch(1);
    private final InetSocketAddress proxy;

    HoldingRelay(InetSocketAddress proxy) throws IOException {
        this.proxy = proxy;
        Thread.ofVirtual().start(this::relay);
    }

    int port() {
        return listener.getLocalPort();
    }

    void release() {
        released.countDown();
    }

    boolean isReleased() {
        return released.getCount() == 0;
    }

    /// What a recorder on the way would have.
    byte[] early() {
        synchronized (early) {
            return early.toByteArray();
        }
    }

    @Override
    public void close() throws IOException {
        release();
        listener.close();
    }

    private void relay() {
        try (Socket client = listener.accept();
                Socket server = TestTls.connectPlain(proxy)) {
            Thread back = Thread.ofVirtual().start(() -> back(server, client));
            forth(new DataInputStream(client.getInputStream()), server.getOutputStream());
            server.shutdownOutput();
            back.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        } catch (EOFException | SocketException _) {
            // one of the two has gone
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void back(Socket server, Socket client) {
        try (InputStream in = server.getInputStream();
                OutputStream out = client.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException _) {
            // one of the two has gone
        }
    }

    private void forth(DataInputStream in, OutputStream out)
            throws IOException, InterruptedException {
        int dataRecords = 0;
        byte[] header = in.readNBytes(HEADER);
        while (header.length == HEADER) {
            if (header[0] == APPLICATION_DATA) {
                dataRecords++;
            }
            byte[] rest = in.readNBytes((header[3] & 0xff) << Byte.SIZE | header[4] & 0xff);
            if (dataRecords <= 1) {
                synchronized (early) {
                    early.write(header);
                    early.write(rest);
                }
            } else {
                released.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
            out.write(header);
            out.write(rest);
            header = in.readNBytes(HEADER);
        }
    }
}
