package io.sallyport.proxy.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.config.model.Backend;
import io.sallyport.config.model.SendProxyProtocol;
import io.sallyport.config.model.UnixSocket;
import io.sallyport.proxy.testing.TestProxy;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// nginx and HAProxy as servers understand who the client is. HAProxy looks at the checksum, too.
@Timeout(60)
class ProxyProtocolPeersTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir private static Path folder;

    @ParameterizedTest
    @EnumSource(value = SendProxyProtocol.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void nginxKnowsTheClient(SendProxyProtocol version) throws Exception {
        Peers.absenceOf("nginx").ifPresent(why -> Peers.skipOrFail("PROXY protocol", why));
        Path home = Files.createDirectories(folder.resolve("nginx-" + version));
        Path socket = home.resolve("s");
        Path file =
                Files.writeString(
                        home.resolve("nginx.conf"),
                        """
                        daemon off; master_process off; pid %1$s/pid; error_log stderr info;
                        events {}
                        http {
                          access_log off;
                          client_body_temp_path %1$s/1; proxy_temp_path %1$s/2;
                          fastcgi_temp_path %1$s/3; uwsgi_temp_path %1$s/4; scgi_temp_path %1$s/5;
                          server {
                            listen unix:%2$s proxy_protocol;
                            return 200 "$proxy_protocol_addr:$proxy_protocol_port to $proxy_protocol_server_port";
                          }
                        }
                        """
                                .replace("%1$s", home.toString())
                                .replace("%2$s", socket.toString()));
        try (Program _ =
                        Program.start(
                                List.of("nginx", "-p", home.toString(), "-c", file.toString()),
                                Map.of(),
                                LIMIT);
                TestProxy proxy = proxy(version, socket);
                Socket client = proxy.connect()) {
            assertThat(answer(client))
                    .endsWith(
                            "127.0.0.1:"
                                    + client.getLocalPort()
                                    + " to "
                                    + proxy.address().getPort());
        }
    }

    @ParameterizedTest
    @EnumSource(value = SendProxyProtocol.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void haproxyKnowsTheClient(SendProxyProtocol version) throws Exception {
        Peers.absenceOf("haproxy").ifPresent(why -> Peers.skipOrFail("PROXY protocol", why));
        Path home = Files.createDirectories(folder.resolve("haproxy-" + version));
        Path socket = home.resolve("s");
        Path file =
                Files.writeString(
                        home.resolve("haproxy.cfg"),
                        """
                        defaults
                          mode http
                          timeout client 20s
                          timeout server 20s
                          timeout connect 20s
                        frontend it
                          bind %s accept-proxy
                          http-request return status 200 content-type text/plain lf-string "%%[src]:%%[src_port] for <%%[fc_pp_authority]>"
                        """
                                .replace("%s", socket.toString())
                                .replace("%%", "%"));
        try (Program _ =
                        Program.start(
                                List.of("haproxy", "-db", "-f", file.toString()), Map.of(), LIMIT);
                TestProxy proxy = proxy(version, socket);
                Socket client = proxy.connect()) {
            assertThat(answer(client))
                    .endsWith(
                            "127.0.0.1:"
                                    + client.getLocalPort()
                                    + " for <"
                                    + (version == SendProxyProtocol.V2 ? "localhost" : "")
                                    + ">");
        }
    }

    /// In front of a program that listens as soon as its socket is there.
    private static TestProxy proxy(SendProxyProtocol version, Path socket) throws IOException {
        while (!Files.exists(socket)) {
            Thread.onSpinWait();
        }
        return TestProxy.tls()
                .with(Backend.of(List.of(new UnixSocket(socket))).withSendProxyProtocol(version))
                .start();
    }

    private static String answer(Socket client) throws IOException {
        client.getOutputStream()
                .write(
                        "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
        return new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
}
