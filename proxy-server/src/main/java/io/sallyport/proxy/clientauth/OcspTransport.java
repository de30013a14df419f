package io.sallyport.proxy.clientauth;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/// Brings requests to OCSP responders by HTTP (RFC 6960, appendix A), a bounded number at once; the others wait. Follows no
/// redirect: whom to ask is what a trusted CA or the operator has written. Thread-safe; blocks nobody.
public final class OcspTransport implements AutoCloseable {
    /// Requests at once, of all listeners. Responders answer within milliseconds, or not at all.
    static final int MOST_AT_ONCE = 64;

    /// Responses have some hundred bytes, and two thousand with a responder's certificate.
    static final int MOST_BYTES = 64 * 1024;

    private static final int OK = 200;
    private static final int MILLIS = 1_000;

    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
    private final Queue<Post> waiting = new ArrayDeque<>();
    private int underWay;

    private record Post(HttpRequest request, CompletableFuture<byte[]> answer) {}

    /// Asks.
    ///
    /// @param responder `http` or `https`, with a host
    /// @param timeout to the last byte of the answer
    /// @return the body of an answer of status 200, not looked at; or an [OcspFaultException]
    CompletableFuture<byte[]> post(URI responder, byte[] request, Duration timeout) {
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        start(
                new Post(
                        HttpRequest.newBuilder(responder)
                                .header("Content-Type", "application/ocsp-request")
                                .header("Accept", "application/ocsp-response")
                                .POST(BodyPublishers.ofByteArray(request))
                                .build(),
                        answer.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)));
        return answer.exceptionallyCompose(
                failure -> CompletableFuture.failedFuture(fault(failure, timeout)));
    }

    private void start(Post post) {
        synchronized (waiting) {
            if (underWay == MOST_AT_ONCE) {
                waiting.add(post);
                return;
            }
            underWay++;
        }
        send(post);
    }

    /// Whose time is over before it is its turn is not sent.
    private void send(Post post) {
        CompletableFuture<HttpResponse<Optional<byte[]>>> exchange =
                client.sendAsync(post.request(), _ -> new BoundedBody(MOST_BYTES));
        // nobody waits for it any more
        post.answer()
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        exchange.cancel(true);
                    }
                });
        exchange.whenComplete((response, failure) -> {
            next();
            if (failure == null) {
                deliver(response, post.answer());
            } else {
                post.answer().completeExceptionally(failure);
            }
        });
    }

    private static void deliver(
            HttpResponse<Optional<byte[]>> response, CompletableFuture<byte[]> answer) {
        if (response.statusCode() != OK) {
            answer.completeExceptionally(
                    new OcspFaultException(
                            OcspResult.HTTP_STATUS,
                            "answered by HTTP status " + response.statusCode()));
        } else if (response.body().isEmpty()) {
            answer.completeExceptionally(
                    new OcspFaultException(
                            OcspResult.MALFORMED, "sent more than " + MOST_BYTES + " bytes"));
        } else {
            answer.complete(response.body().get());
        }
    }

    private void next() {
        Post next;
        synchronized (waiting) {
            do {
                next = waiting.poll();
            } while (next != null && next.answer().isDone());
            if (next == null) {
                underWay--;
                return;
            }
        }
        send(next);
    }

    private static OcspFaultException fault(Throwable failure, Duration timeout) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        return switch (cause) {
            case OcspFaultException fault -> fault;
            case TimeoutException _ ->
                    new OcspFaultException(
                            OcspResult.TIMEOUT, "did not answer within " + words(timeout));
            case ConnectException e when e.getCause() instanceof UnresolvedAddressException ->
                    unreachable("has a host name that cannot be resolved");
            case ConnectException _ -> unreachable("cannot be connected to");
            case SSLException _ -> unreachable("cannot be spoken to by TLS");
            default -> unreachable("broke the connection off");
        };
    }

    private static OcspFaultException unreachable(String words) {
        return new OcspFaultException(OcspResult.UNREACHABLE, words);
    }

    private static String words(Duration timeout) {
        return timeout.toMillis() % MILLIS == 0
                ? timeout.toSeconds() + " s"
                : timeout.toMillis() + " ms";
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
