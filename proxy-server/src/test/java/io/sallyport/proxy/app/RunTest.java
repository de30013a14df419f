package io.sallyport.proxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.regex.Matcher;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `run` in a process of its own: what it prints, whom it serves, how signals end it.
@Timeout(180)
class RunTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @TempDir Path home;

    @Test
    void showsItselfWithoutAConfigurationAndDrainsOnSigterm() throws Exception {
        try (ChildProcess child = embedded()) {
            Matcher ready = child.await("ready \\| demo=127.0.0.1:(\\d+) admin=127.0.0.1:(\\d+)");
            int port = Integer.parseInt(ready.group(1));
            int admin = Integer.parseInt(ready.group(2));
            child.await("curl --cacert var/dev/ca.pem https://localhost:" + port + "/$");

            try (SSLSocket client = connect(port)) {
                assertThat(get(client)).contains("<h1>Your handshake</h1>", "TLSv1.3");
                assertThat(client.getSession().getProtocol()).isEqualTo("TLSv1.3");
                assertThat(plain(admin, "/health/ready")).startsWith("HTTP/1.1 200 ");
                assertThat(plain(admin, "/metrics"))
                        .contains("sallyport_connections_active{listener=\"demo\"} 1.0");
                assertThat(plain(port, "/")).doesNotContain("HTTP");
                child.await("\\[handshake\\] failed: the client speaks plain HTTP on a TLS port");

                child.signal("HUP");
                child.await("nothing to reload");
                child.signal("TERM");
                child.await("draining \\| connections=1");
                assertThat(plain(admin, "/health/ready")).startsWith("HTTP/1.1 503 ");
                // whoever is connected goes on
                assertThat(get(client)).contains("<h1>Your handshake</h1>");
            }
            child.await("\\[access\\] the client closed \\| .* version=TLSv1.3");
            assertThat(child.exitCode()).isZero();
            assertThat(child.output()).last().asString().endsWith("[sallyport] stopped");
        }
        assertThat(home.resolve("var/dev/ca.key")).exists();
    }

    @Test
    void endsAtOnceOnASecondSignal() throws Exception {
        try (ChildProcess child = embedded()) {
            Matcher ready = child.await("ready \\| demo=127.0.0.1:(\\d+)");
            try (SSLSocket client = connect(Integer.parseInt(ready.group(1)))) {
                assertThat(get(client)).contains("Your handshake");
                child.signal("INT");
                child.await("draining");
                child.signal("INT");
                child.await("ended at once");
                assertThat(child.exitCode()).isEqualTo(1);
            }
        }
    }

    @Test
    void saysInALineThatAPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK)) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            try (ChildProcess child =
                    ChildProcess.start(
                            home, "run", "--listen", address, "--admin", "127.0.0.1:0")) {
                assertThat(child.exitCode()).isEqualTo(1);
                assertThat(child.output())
                        .containsExactly(
                                "sallyport: listener demo: cannot listen on "
                                        + address
                                        + ": the port is taken by another process; stop that one or"
                                        + " choose another port");
            }
        }
    }

    @Test
    void logsJsonIfTheConfigurationAsksForItAndRefusesABadOne() throws Exception {
        Path config = home.resolve("sallyport.yaml");
        Files.writeString(
                config,
                """
                admin: { bind: 127.0.0.1:0 }
                log: { format: json }
                listeners: { web: { bind: 127.0.0.1:0, mode: tcp, backend: app } }
                backends: { app: { servers: [127.0.0.1:9] } }
                """);
        try (ChildProcess child = ChildProcess.start(home, "run", "--config", config.toString())) {
            child.await(
                    "^\\{\"time\":\"[^\"]+\",\"level\":\"info\",\"log\":\"sallyport\","
                            + "\"message\":\"ready\",\"web\":\"127.0.0.1:\\d+\","
                            + "\"admin\":\"127.0.0.1:\\d+\",.*}$");
            child.signal("TERM");
            assertThat(child.exitCode()).isZero();
        }
        Files.writeString(config, "listeners: {}\n");
        try (ChildProcess child = ChildProcess.start(home, "run", "--config", config.toString())) {
            assertThat(child.exitCode()).isEqualTo(2);
            assertThat(child.output())
                    .isNotEmpty()
                    .allMatch(line -> line.startsWith(config + ":1:"));
        }
    }

    private ChildProcess embedded() throws IOException {
        return ChildProcess.start(home, "run", "--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0");
    }

    /// Trusts the development CA alone, and checks the name.
    private SSLSocket connect(int port) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(home.resolve("var/dev/ca.pem"))) {
            trusted.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory managers =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        Socket tcp = new Socket(LOOPBACK, port);
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(tcp, "localhost", port, true);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        return socket;
    }

    /// One request on a connection that stays open.
    private static String get(Socket socket) throws IOException {
        socket.getOutputStream()
                .write(
                        "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) socket.getInputStream().read());
        }
        int length =
                Integer.parseInt(
                        head.toString().replaceAll("(?s).*content-length: (\\d+).*", "$1"));
        return head
                + new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
    }

    /// One request in the clear, and all that comes back.
    private static String plain(int port, String path) throws IOException {
        try (Socket socket = new Socket(LOOPBACK, port)) {
            socket.getOutputStream()
                    .write(
                            ("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
