package io.sallyport.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.CallOptions;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.sallyport.config.model.Backend;
import io.sallyport.config.model.BackendProtocol;
import io.sallyport.config.model.HostAndPort;
import io.sallyport.config.model.ServerAddress;
import io.sallyport.proxy.insight.RequestReport;
import io.sallyport.proxy.testing.TestProxy;
import io.sallyport.proxy.testing.TestServer;
import io.sallyport.proxy.testing.TestTls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients of gRPC call servers of gRPC through the proxy, in all four ways.
@Timeout(60)
class GrpcTest {
    private static final int PATIENCE_SECONDS = 20;

    private static final MethodDescriptor<String, String> UNARY = method(MethodType.UNARY);
    private static final MethodDescriptor<String, String> SERVER_STREAMING =
            method(MethodType.SERVER_STREAMING);
    private static final MethodDescriptor<String, String> CLIENT_STREAMING =
            method(MethodType.CLIENT_STREAMING);
    private static final MethodDescriptor<String, String> BIDI_STREAMING =
            method(MethodType.BIDI_STREAMING);

    private Server server;
    private TestProxy proxy;
    private ManagedChannel channel;

    @BeforeEach
    void startServer() throws IOException {
        server =
                OkHttpServerBuilder.forPort(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                InsecureServerCredentials.create())
                        .addService(service())
                        .build()
                        .start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (channel != null) {
            channel.shutdownNow().awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        if (proxy != null) {
            proxy.close();
        }
        server.shutdownNow().awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void passesOnCallsOfOneMessageEach(boolean tls) throws Exception {
        connect(tls, address());
        for (int i = 0; i < 100; i++) {
            assertThat(call("hello " + i)).isEqualTo("you said hello " + i);
        }
        RequestReport report = proxy.traffic().awaitRequest();
        assertThat(report.target()).isEqualTo("/echo.Echo/UNARY");
        assertThat(report.status()).isEqualTo(200);
        assertThat(proxy.traffic().connected()).hasSize(1);
    }

    @Test
    void passesOnAnswersOfManyMessages() throws Exception {
        connect(false, address());
        List<String> answers = new ArrayList<>();
        ClientCalls.blockingServerStreamingCall(
                        channel, SERVER_STREAMING, CallOptions.DEFAULT, "2000")
                .forEachRemaining(answers::add);
        assertThat(answers).hasSize(2000).allMatch(each -> each.length() == 10_000);
    }

    @Test
    void passesOnRequestsOfManyMessages() throws Exception {
        connect(false, address());
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        StreamObserver<String> requests =
                ClientCalls.asyncClientStreamingCall(
                        channel.newCall(CLIENT_STREAMING, CallOptions.DEFAULT), into(told));
        for (int i = 0; i < 2000; i++) {
            requests.onNext("x".repeat(10_000));
        }
        requests.onCompleted();
        assertThat(next(told)).isEqualTo("20000000");
        assertThat(next(told)).isEqualTo("completed");
    }

    /// Each message is answered before the next one is sent.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void passesOnMessagesInBothDirectionsAsTheyCome(boolean tls) throws Exception {
        connect(tls, address());
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        StreamObserver<String> requests =
                ClientCalls.asyncBidiStreamingCall(
                        channel.newCall(BIDI_STREAMING, CallOptions.DEFAULT), into(told));
        for (int i = 0; i < 200; i++) {
            requests.onNext("message " + i);
            assertThat(next(told)).isEqualTo("you said message " + i);
        }
        requests.onCompleted();
        assertThat(next(told)).isEqualTo("completed");
    }

    @Test
    void passesOnTheStatusOfCallsThatFail() throws Exception {
        connect(false, address());
        assertThatThrownBy(() -> call("fail"))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessage("INVALID_ARGUMENT: as you wish");
    }

    @Test
    void tellsClientsInTheirOwnTermsThatNoServerIsThere() throws Exception {
        connect(false, TestServer.nobody());
        assertThatThrownBy(() -> call("hello"))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessage("UNAVAILABLE: no server of the backend could be reached");
        assertThat(proxy.traffic().awaitRequest().reason()).isEqualTo("backend_unreachable");
    }

    @Test
    void tellsAServerThatACallWasTakenBack() throws Exception {
        connect(false, address());
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        var call = channel.newCall(BIDI_STREAMING, CallOptions.DEFAULT);
        StreamObserver<String> requests = ClientCalls.asyncBidiStreamingCall(call, into(told));
        requests.onNext("one");
        next(told);
        call.cancel("enough", null);
        assertThat(next(cancelled)).isEqualTo("cancelled");
        assertThat(call("still here")).isEqualTo("you said still here");
    }

    private final BlockingQueue<String> cancelled = new LinkedBlockingQueue<>();

    private void connect(boolean tls, ServerAddress to) throws IOException {
        proxy =
                (tls ? TestProxy.tls(to) : TestProxy.plain(to))
                        .with(Backend.of(List.of(to)).withProtocol(BackendProtocol.H2))
                        .speakingHttp()
                        .start();
        OkHttpChannelBuilder builder =
                OkHttpChannelBuilder.forAddress("127.0.0.1", proxy.address().getPort())
                        .overrideAuthority("localhost");
        channel =
                (tls
                                ? builder.sslSocketFactory(
                                        TestTls.clientContext().getSocketFactory())
                                : builder.usePlaintext())
                        .build();
    }

    private ServerAddress address() {
        return new HostAndPort("127.0.0.1", server.getPort());
    }

    private String call(String message) {
        return ClientCalls.blockingUnaryCall(channel, UNARY, CallOptions.DEFAULT, message);
    }

    private ServerServiceDefinition service() {
        return ServerServiceDefinition.builder("echo.Echo")
                .addMethod(UNARY, ServerCalls.asyncUnaryCall(this::answer))
                .addMethod(
                        SERVER_STREAMING,
                        ServerCalls.asyncServerStreamingCall(GrpcTest::answerOften))
                .addMethod(CLIENT_STREAMING, ServerCalls.asyncClientStreamingCall(Sum::new))
                .addMethod(BIDI_STREAMING, ServerCalls.asyncBidiStreamingCall(this::echo))
                .build();
    }

    private void answer(String request, StreamObserver<String> answers) {
        if (request.equals("fail")) {
            answers.onError(
                    Status.INVALID_ARGUMENT.withDescription("as you wish").asRuntimeException());
        } else {
            answers.onNext("you said " + request);
            answers.onCompleted();
        }
    }

    private static void answerOften(String times, StreamObserver<String> answers) {
        for (int i = 0; i < Integer.parseInt(times); i++) {
            answers.onNext("y".repeat(10_000));
        }
        answers.onCompleted();
    }

    private StreamObserver<String> echo(StreamObserver<String> answers) {
        return new StreamObserver<>() {
            @Override
            public void onNext(String message) {
                answers.onNext("you said " + message);
            }

            @Override
            public void onError(Throwable cause) {
                cancelled.add("cancelled");
            }

            @Override
            public void onCompleted() {
                answers.onCompleted();
            }
        };
    }

    /// Adds up the lengths of messages.
    private static final class Sum implements StreamObserver<String> {
        private final StreamObserver<String> answers;
        private long sum;

        Sum(StreamObserver<String> answers) {
            this.answers = answers;
        }

        @Override
        public void onNext(String message) {
            sum += message.length();
        }

        @Override
        public void onError(Throwable cause) {
            // nobody to tell
        }

        @Override
        public void onCompleted() {
            answers.onNext(String.valueOf(sum));
            answers.onCompleted();
        }
    }

    private static StreamObserver<String> into(BlockingQueue<String> told) {
        return new StreamObserver<>() {
            @Override
            public void onNext(String message) {
                told.add(message);
            }

            @Override
            public void onError(Throwable cause) {
                told.add("failed: " + cause);
            }

            @Override
            public void onCompleted() {
                told.add("completed");
            }
        };
    }

    private static String next(BlockingQueue<String> told) throws InterruptedException {
        return told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static MethodDescriptor<String, String> method(MethodType type) {
        return MethodDescriptor.<String, String>newBuilder()
                .setType(type)
                .setFullMethodName(
                        MethodDescriptor.generateFullMethodName("echo.Echo", type.name()))
                .setRequestMarshaller(new Text())
                .setResponseMarshaller(new Text())
                .build();
    }

    /// Messages are text.
    private static final class Text implements MethodDescriptor.Marshaller<String> {
        @Override
        public InputStream stream(String text) {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String parse(InputStream in) {
            try {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
