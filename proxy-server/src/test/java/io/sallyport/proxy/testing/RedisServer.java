package io.sallyport.proxy.testing;

import io.sallyport.proxy.interop.Peers;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A Redis of our own, on a free port of the loopback address, that keeps nothing on disk.
public final class RedisServer implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    private final Path folder;
    private final List<String> options;
    private final int port;
    private Process process;

    private RedisServer(Path folder, List<String> options) throws IOException {
        this.folder = folder;
        this.options = options;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = free.getLocalPort();
        }
    }

    /// Skips the test, or fails it if peers are required, where there is none.
    public static RedisServer start(Path folder, String... options) throws Exception {
        Peers.absenceOf("redis-server").ifPresent(why -> Peers.skipOrFail("redis", why));
        RedisServer server = new RedisServer(folder, List.of(options));
        server.start();
        return server;
    }

    public int port() {
        return port;
    }

    public void start() throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "redis-server",
                                "--bind",
                                "127.0.0.1",
                                "--port",
                                String.valueOf(port),
                                "--save",
                                "",
                                "--dir",
                                folder.toString()));
        command.addAll(options);
        process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("redis.log").toFile())
                        .start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!answers()) {
            if (System.nanoTime() > deadline || !process.isAlive()) {
                throw new AssertionError("redis-server does not start");
            }
            Thread.yield();
        }
    }

    public void stop() {
        process.destroyForcibly().onExit().join();
    }

    /// Makes it believe that it has remembered for long enough.
    ///
    /// @param prefix of the key that says since when
    public void rememberedForLong(String prefix) throws IOException {
        String info = ask("INFO server");
        int start = info.indexOf("run_id:") + "run_id:".length();
        String runId = info.substring(start, info.indexOf('\r', start));
        ask("SET " + prefix + runId + " 1");
    }

    /// @return the first part of what it says, at least
    public String ask(String command) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Override
    public void close() {
        stop();
    }

    private boolean answers() {
        try {
            return ask("PING").matches("(?s)(\\+PONG|-NOAUTH).*");
        } catch (IOException _) {
            return false;
        }
    }

    private Socket connect() throws IOException {
        return TestTls.connectPlain(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }
}
