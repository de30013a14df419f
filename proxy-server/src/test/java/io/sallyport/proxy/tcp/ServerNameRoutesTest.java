package io.sallyport.proxy.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.config.model.Route;
import io.sallyport.config.model.RouteMatch;
import io.sallyport.config.model.Routing;
import io.sallyport.proxy.insight.CloseCause;
import io.sallyport.proxy.testing.TestProxy;
import io.sallyport.proxy.testing.TestServer;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The clients of these tests ask for `localhost`.
@Timeout(60)
class ServerNameRoutesTest {

    @ParameterizedTest
    @CsvSource({"localhost, true", "*.localhost, false", "other.example, false"})
    void leadConnectionsByTheNameThatTheyAskFor(String name, boolean taken) throws Exception {
        try (TestServer server = TestServer.start(TestServer.ECHO);
                TestProxy proxy =
                        TestProxy.tls(server.address())
                                .with(web -> web.withRouting(Routing.by(List.of(route(name)))))
                                .start()) {
            try (Socket client = proxy.connect()) {
                assertThat(echoes(client)).isEqualTo(taken);
            }
            assertThat(proxy.traffic().awaitClosed().cause())
                    .isEqualTo(taken ? CloseCause.CLIENT_CLOSED : CloseCause.NO_ROUTE);
        }
    }

    private static boolean echoes(Socket client) throws IOException {
        client.getOutputStream().write('x');
        client.getOutputStream().flush();
        return client.getInputStream().read() == 'x';
    }

    private static Route route(String serverName) {
        return Route.to(
                "app",
                "named",
                new RouteMatch(
                        List.of(serverName), List.of(), Optional.empty(), List.of(), List.of()));
    }
}
