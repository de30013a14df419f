package io.sallyport.benchmarks;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.choice.SelectedCryptoProvider;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// TLS 1.2 handshakes in memory, in one thread: what the engine needs for its side is [#handshake] less
/// [#client].
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class Tls12HandshakeBenchmark {
    @Param({"ECDHE_ECDSA", "ECDHE_RSA", "DHE_RSA", "RSA", "TICKET", "SESSION_ID"})
    public Tls12Kind kind = Tls12Kind.ECDHE_ECDSA;

    private Tls12HandshakePair pair;
    private ByteBuffer flight;

    @Setup
    public void setUp() throws GeneralSecurityException, TlsException {
        CryptoProvider crypto = SelectedCryptoProvider.fastest();
        pair = Tls12HandshakePair.of(crypto, crypto, kind);
        flight = pair.flight();
    }

    /// Both sides, until the server may send and receive data.
    @Benchmark
    public Object handshake() throws GeneralSecurityException, TlsException {
        return pair.handshake();
    }

    /// The client's side of it.
    @Benchmark
    public Object client() throws TlsException {
        return pair.client().finish(flight.duplicate());
    }
}
