package io.sallyport.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// openssl as a client that keeps its session and comes back with early data.
public final class OpensslClient {
    private static final int PATIENCE_SECONDS = 20;
    private static final String FIRST =
            "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    private final Path folder;
    private final String protocol;
    private final String session;
    private final String serverName;
    private final List<String> always;

    OpensslClient(Path folder) {
        this(folder, "localhost", "http/1.1");
    }

    /// @param serverName that it asks for
    /// @param protocol offered by ALPN
    /// @param always more options of every connection
    public OpensslClient(Path folder, String serverName, String protocol, String... always) {
        this.folder = folder;
        this.protocol = protocol;
        this.always = List.of(always);
        this.session = folder.resolve("session").toString();
        this.serverName = serverName;
    }

    /// A connection with one request, which leaves a session.
    ///
    /// @return what it printed
    public String begin(int port) throws Exception {
        return begin(port, FIRST);
    }

    /// The same with another request.
    String begin(int port, String first) throws Exception {
        return run(port, first, "-sess_out", session);
    }

    /// A connection of that session.
    ///
    /// @param early sent together with the ClientHello
    /// @param later sent when the handshake is over
    /// @return what it printed
    public String comeBack(int port, String early, String later) throws Exception {
        Path file = Files.writeString(folder.resolve("early"), early, StandardCharsets.ISO_8859_1);
        return run(port, later, "-sess_in", session, "-early_data", file.toString());
    }

    /// The same without early data.
    public String comeBack(int port, String later) throws Exception {
        return run(port, later, "-sess_in", session);
    }

    private String run(int port, String input, String... more)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "openssl",
                                "s_client",
                                "-connect",
                                "127.0.0.1:" + port,
                                "-servername",
                                serverName,
                                "-alpn",
                                protocol,
                                "-ign_eof"));
        command.addAll(always);
        command.addAll(List.of(more));
        Path output = folder.resolve("output");
        Process client =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            client.getOutputStream().write(input.getBytes(StandardCharsets.ISO_8859_1));
            client.getOutputStream().close();
            assertThat(client.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            client.destroyForcibly();
        }
        return Files.readString(output, StandardCharsets.ISO_8859_1);
    }
}
