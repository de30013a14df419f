package io.sallyport.tls.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.client.Hello;
import io.sallyport.tls.client.ScriptedClient;
import io.sallyport.tls.codepoint.AlertDescription;
import io.sallyport.tls.event.TlsEvent;
import io.sallyport.tls.negotiation.ServerConfiguration;
import io.sallyport.tls.policy.EngineLimits;
import io.sallyport.tls.testing.TestServer;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// Something that a client does to make the server fail.
///
/// @param script what the client does; the last step is the one that fails
/// @param pieces how many bytes reach the server at once
record Provocation(
        ServerConfiguration configuration,
        EngineLimits limits,
        Consumer<ScriptedClient> script,
        int pieces) {

    private static final byte[] GOOD_HELLO =
            ScriptedClient.record(22, 0x0301, Hello.with().message());

    static Provocation of(Consumer<ScriptedClient> script) {
        return new Provocation(
                TestServer.CONFIGURATION, EngineLimits.DEFAULT, script, Integer.MAX_VALUE);
    }

    Provocation against(ServerConfiguration other) {
        return new Provocation(other, limits, script, pieces);
    }

    Provocation within(UnaryOperator<EngineLimits> change) {
        return new Provocation(configuration, change.apply(limits), script, pieces);
    }

    Provocation byteByByte() {
        return new Provocation(configuration, limits, script, 1);
    }

    /// Plays the script, and insists on all that must follow a failure: the alert on the wire, once, the
    /// events, no application data, and silence ever after.
    ///
    /// @return the failure
    TlsFailure provoke() {
        TestServer server = new TestServer(configuration, limits).inPiecesOf(pieces);
        ScriptedClient client = new ScriptedClient(server);

        script.accept(client);

        return aftermath(server, client.alerts());
    }

    /// Insists on all that must follow a failure.
    ///
    /// @param alerts what the client got
    /// @return the failure
    static TlsFailure aftermath(TestServer server, List<AlertDescription> alerts) {
        TlsFailure failure = Objects.requireNonNull(server.failure(), "nothing failed");
        assertThat(alerts).containsExactly(failure.alert().orElseThrow());
        assertThat(server.events(TlsEvent.AlertSent.class))
                .containsExactly(new TlsEvent.AlertSent(failure.alert().orElseThrow()));
        assertThat(server.events(TlsEvent.ConnectionFailed.class))
                .extracting(TlsEvent.ConnectionFailed::failure)
                .containsExactly(failure);
        assertThat(server.events().getLast()).isInstanceOf(TlsEvent.ConnectionFailed.class);
        assertThat(server.received()).isEmpty();
        assertThat(server.feed(GOOD_HELLO)).isEmpty();
        assertThat(server.failure()).isSameAs(failure);
        return failure;
    }
}
