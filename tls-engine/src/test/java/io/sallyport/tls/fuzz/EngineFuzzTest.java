package io.sallyport.tls.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.client.ScriptedClient;
import io.sallyport.tls.codepoint.AlertDescription;
import io.sallyport.tls.codepoint.ContentType;
import io.sallyport.tls.codepoint.ExtensionType;
import io.sallyport.tls.event.TlsEvent;
import io.sallyport.tls.policy.EngineLimits;
import io.sallyport.tls.testing.SeededRandom;
import io.sallyport.tls.testing.TestCrypto;
import io.sallyport.tls.testing.TestServer;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The whole engine, fed with anything, in pieces of any size: it never throws, never takes the blame for
/// what a client did, never answers much to little, and is silent once it has failed.
///
/// As a test it runs the stored inputs and a bounded number of random scripts; with `JAZZER_FUZZ=1` in
/// the environment and this class alone, it goes on until it finds something.
@Timeout(60)
class EngineFuzzTest {
    private static final int SCRIPTS = 400;
    private static final int LONGEST_SCRIPT = 400;

    /// What the server's flight comes to, with room to spare.
    private static final int MOST_OUTPUT = 8192;

    /// How far scripts got: fuzzing that never leaves the first state would prove nothing.
    private enum Reached {
        FAILURE,
        SERVER_HELLO,
        ESTABLISHED,
        DATA
    }

    @FuzzTest
    void survives(byte[] script) {
        play(script);
    }

    @Test
    void survivesAnyScript() {
        SeededRandom random = new SeededRandom(4);
        Set<Reached> reached = EnumSet.noneOf(Reached.class);
        for (int i = 0; i < SCRIPTS; i++) {
            byte[] script = new byte[random.nextInt(LONGEST_SCRIPT)];
            random.nextBytes(script);
            reached.addAll(play(script));
        }

        assertThat(reached).isEqualTo(EnumSet.allOf(Reached.class));
    }

    private static Set<Reached> play(byte[] script) {
        Bytes bytes = new Bytes(script);
        TestServer server =
                new TestServer(
                                new TestCrypto(new SeededRandom(5)),
                                TestServer.CONFIGURATION,
                                EngineLimits.DEFAULT)
                        .inPiecesOf(1 + bytes.below(700));
        switch (bytes.next() % 4) {
            case 0 -> server.feed(bytes.rest());
            case 1 -> withDamagedHello(new ScriptedClient(server), server, bytes);
            default -> withKeys(new ScriptedClient(server), bytes);
        }
        check(server);
        return reached(server);
    }

    /// The client has no keys, because the server may have understood another hello than was meant.
    private static void withDamagedHello(ScriptedClient client, TestServer server, Bytes bytes) {
        byte[] hello = client.hello().message();
        server.feed(ScriptedClient.record(22, 0x0301, bytes.mutated(hello)));
        while (!bytes.isEmpty()) {
            server.feed(
                    ScriptedClient.record(
                            20 + bytes.next() % 5, 0x0303, bytes.mutated(bytes.some())));
        }
    }

    private static void withKeys(ScriptedClient client, Bytes bytes) {
        if (bytes.next() % 4 == 0) {
            client.hello().shares();
        }
        if (bytes.next() % 4 == 0) {
            client.hello().set(ExtensionType.EARLY_DATA, new byte[0]);
        }
        client.sendHello();
        if (client.flights().isRetryPending()) {
            client.followRetry().sendHello();
        }
        boolean finished = false;
        while (!bytes.isEmpty() && client.server().failure() == null) {
            int step = bytes.next() % 10;
            if (step == 0 && !finished) {
                client.sendFinished();
                finished = true;
            } else {
                step(client, step, finished, bytes);
            }
        }
    }

    private static void step(ScriptedClient client, int step, boolean finished, Bytes bytes) {
        switch (step) {
            case 1 -> client.changeCipherSpec();
            case 2 -> client.sendInner(bytes.some());
            case 3 ->
                    client.send(ContentType.HANDSHAKE, bytes.mutated(new byte[] {24, 0, 0, 1, 1}));
            case 4 -> client.alert(bytes.next(), bytes.next());
            case 5 ->
                    client.raw(
                            bytes.mutated(client.seal(ContentType.APPLICATION_DATA, bytes.some())));
            case 6 ->
                    client.raw(ScriptedClient.record(20 + bytes.next() % 5, 0x0303, bytes.some()));
            case 7 -> {
                if (finished) {
                    client.keyUpdate(bytes.next() % 2 == 0);
                }
            }
            default -> client.send(bytes.some());
        }
    }

    private static void check(TestServer server) {
        TlsFailure failure = server.failure();
        if (failure != null) {
            assertThat(failure).isNotInstanceOf(TlsFailure.Internal.class);
            assertThat(server.feed(new byte[100])).isEmpty();
        }
        assertThat(server.events(TlsEvent.AlertSent.class))
                .doesNotContain(new TlsEvent.AlertSent(AlertDescription.INTERNAL_ERROR));
        assertThat(server.sent()).isLessThan(MOST_OUTPUT);
    }

    private static Set<Reached> reached(TestServer server) {
        Set<Reached> reached = EnumSet.noneOf(Reached.class);
        if (server.failure() != null) {
            reached.add(Reached.FAILURE);
        }
        if (server.sent() > 500) {
            reached.add(Reached.SERVER_HELLO);
        }
        if (server.isEstablished()) {
            reached.add(Reached.ESTABLISHED);
        }
        if (server.received().length > 0) {
            reached.add(Reached.DATA);
        }
        return reached;
    }
}
