package io.sallyport.proxy.http;

import io.sallyport.config.model.HostAndPort;
import io.sallyport.config.model.ServerAddress;
import io.sallyport.proxy.interop.Peers;
import io.sallyport.proxy.testing.TestTls;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// A server of another make, which writes a line for each request that it takes for one: method and target.
enum PeerServer {
    NGINX("nginx", "server.nginx"),
    NODE("node", "server.js"),
    GO("go", "server.go");

    private static final int PATIENCE_SECONDS = 30;

    /// A first build compiles parts of Go's library.
    private static final int BUILD_SECONDS = 180;

    private final String program;
    private final String source;

    PeerServer(String program, String source) {
        this.program = program;
        this.source = source;
    }

    /// One that runs.
    record Running(int port, Path log, Process process) implements AutoCloseable {
        ServerAddress address() {
            return new HostAndPort("127.0.0.1", port);
        }

        List<String> requests() throws IOException {
            return Files.readAllLines(log);
        }

        /// The log up to a line, which a server may write after its answer.
        List<String> awaited(String line) throws IOException {
            List<String> requests = requests();
            for (long tries = 0; !requests.contains(line) && tries < 1_000_000; tries++) {
                Thread.yield();
                requests = requests();
            }
            return requests;
        }

        @Override
        public void close() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().onExit().join();
        }
    }

    /// Skips the test, or fails it if peers are required, where there is none.
    Running start(Path folder) throws Exception {
        Peers.absenceOf(program).ifPresent(why -> Peers.skipOrFail(program, why));
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path file = copied(folder, port);
        Path log = Files.createFile(folder.resolve("requests.log"));
        Process process = process(file, folder, port, log);
        await(process, port);
        return new Running(port, log, process);
    }

    private Path copied(Path folder, int port) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(PeerServer.class.getResourceAsStream(source), source)) {
            String text =
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .replace("PORT", String.valueOf(port))
                            .replace("FOLDER", folder.toString());
            return Files.writeString(folder.resolve(source), text);
        }
    }

    private Process process(Path file, Path folder, int port, Path log) throws Exception {
        return switch (this) {
            case NGINX ->
                    run(
                            folder,
                            folder.resolve("output"),
                            "nginx",
                            "-p",
                            folder.toString(),
                            "-c",
                            file.toString());
            case NODE -> run(folder, log, "node", file.toString(), String.valueOf(port));
            case GO -> {
                Path binary = folder.resolve("server");
                Process build =
                        run(
                                folder,
                                folder.resolve("output"),
                                "go",
                                "build",
                                "-o",
                                binary.toString(),
                                file.toString());
                if (!build.waitFor(BUILD_SECONDS, TimeUnit.SECONDS) || build.exitValue() != 0) {
                    build.destroyForcibly();
                    throw new AssertionError(Files.readString(folder.resolve("output")));
                }
                yield run(folder, log, binary.toString(), String.valueOf(port));
            }
        };
    }

    private static Process run(Path folder, Path output, String... command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment()
                .putAll(
                        Map.of(
                                "GO111MODULE", "off",
                                "GOPROXY", "off",
                                "GOFLAGS", "",
                                "GOCACHE",
                                        Path.of("target", "go-cache").toAbsolutePath().toString(),
                                "GOPATH", folder.resolve("go-path").toString()));
        return builder.start();
    }

    private static void await(Process process, int port) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            try {
                TestTls.connectPlain(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                        .close();
                return;
            } catch (IOException e) {
                if (System.nanoTime() > deadline || !process.isAlive()) {
                    throw new AssertionError("does not start", e);
                }
                Thread.yield();
            }
        }
    }
}
