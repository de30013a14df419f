package io.sallyport.proxy.clientauth;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sallyport.proxy.clientauth.ClientPki.Holder;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReq;

/// An OCSP responder that says what it is told to.
final class OcspServer implements AutoCloseable {
    private static final int REDIRECT = 302;
    private static final long PATIENCE_SECONDS = 20;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private volatile Reply reply = _ -> new byte[0];
    private volatile int status = 200;
    private final Semaphore come = new Semaphore(0);
    private volatile CountDownLatch held = new CountDownLatch(0);

    /// What a request asks.
    record Question(CertificateID about, byte[] nonce) {}

    /// What it is answered.
    @FunctionalInterface
    interface Reply {
        byte[] to(Question question);
    }

    private OcspServer(HttpServer server) {
        this.server = server;
    }

    static OcspServer start() throws IOException {
        HttpServer http =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        OcspServer server = new OcspServer(http);
        http.setExecutor(server.threads);
        http.createContext("/", server::handle);
        http.start();
        return server;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    OcspServer answering(Reply next) {
        status = 200;
        reply = next;
        return this;
    }

    OcspServer answeringStatus(int next) {
        status = next;
        reply = _ -> new byte[0];
        return this;
    }

    /// Answers nobody any more until it is released.
    void hold() {
        come.drainPermits();
        held = new CountDownLatch(1);
    }

    void awaitRequest() {
        awaitRequests(1);
    }

    void awaitRequests(int count) {
        try {
            if (!come.tryAcquire(count, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nothing came");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void release() {
        held.countDown();
    }

    int requests() {
        return requests.get();
    }

    /// How many were under way at the same time.
    int mostAtOnce() {
        return mostAtOnce.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            requests.incrementAndGet();
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            come.release();
            await(held);
            atOnce.decrementAndGet();
            byte[] answer = reply.to(question(body));
            if (status == REDIRECT) {
                exchange.getResponseHeaders().set("Location", url() + "elsewhere");
            }
            exchange.getResponseHeaders().set("Content-Type", "application/ocsp-response");
            exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(answer);
            }
        }
    }

    private static Question question(byte[] body) throws IOException {
        OCSPReq request = new OCSPReq(body);
        Extension nonce = request.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
        return new Question(
                request.getRequestList()[0].getCertID(),
                nonce == null
                        ? new byte[0]
                        : ASN1OctetString.getInstance(nonce.getParsedValue()).getOctets());
    }

    /// Whether it is about a certificate that this CA has issued.
    static boolean isAbout(Question question, Holder issuer) {
        try {
            return question.about()
                    .matchesIssuer(
                            new JcaX509CertificateHolder(issuer.certificate()),
                            OcspRequest.digests());
        } catch (OCSPException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nothing came");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        release();
        server.stop(0);
        threads.close();
    }
}
