package io.sallyport.tls.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.credential.Credentials;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.choice.CryptoVendor;
import io.sallyport.tls.crypto.choice.SelectedCryptoProvider;
import io.sallyport.tls.negotiation.ServerConfiguration;
import io.sallyport.tls.negotiation.ServerConfiguration.UnknownServerName;
import io.sallyport.tls.policy.TlsPolicies;
import io.sallyport.tls.testing.TestPki;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The example of embedding, over real sockets, with the Java platform's own client.
@Timeout(30)
class BlockingTlsServerTest {
    private static final CryptoProvider CRYPTO =
            SelectedCryptoProvider.preferring(List.of(CryptoVendor.JDK, CryptoVendor.BOUNCYCASTLE));

    private static final BlockingTlsServer SERVER =
            new BlockingTlsServer(
                    CRYPTO,
                    new ServerConfiguration(
                            TlsPolicies.MOZILLA_MODERN_6_0,
                            Credentials.of(List.of(TestPki.credential(CRYPTO, KeyType.EC_P256))),
                            UnknownServerName.DEFAULT,
                            List.of(),
                            null));

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, 1 << 14, 40_000})
    void sendsBackWhatItGets(int length) throws Exception {
        byte[] data = new byte[length];
        for (int i = 0; i < length; i++) {
            data[i] = (byte) i;
        }
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> served = serveOne(listener, executor);

            try (SSLSocket client = client(listener)) {
                client.getOutputStream().write(data);
                client.shutdownOutput();

                assertThat(client.getInputStream().readAllBytes()).isEqualTo(data);
                assertThat(client.getSession().getProtocol()).isEqualTo("TLSv1.3");
            }
            served.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void refusesAClientThatSpeaksNoTls() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> served = serveOne(listener, executor);

            try (Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort())) {
                client.getOutputStream()
                        .write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

                assertThat(client.getInputStream().readNBytes(7))
                        .containsExactly(21, 3, 3, 0, 2, 2, 10);
            }
            assertThatThrownBy(() -> served.get(20, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .rootCause()
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("PLAIN_HTTP");
        }
    }

    private static Future<?> serveOne(ServerSocket listener, ExecutorService executor) {
        return executor.submit(() -> {
            SERVER.serve(listener.accept());
            return null;
        });
    }

    private static SSLSocket client(ServerSocket listener) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, TestPki.trust().getTrustManagers(), null);
        return (SSLSocket)
                context.getSocketFactory()
                        .createSocket(listener.getInetAddress(), listener.getLocalPort());
    }
}
