package io.sallyport.benchmarks;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.NamedGroup;
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

/// TLS 1.3 handshakes that resume a session by its ticket, with a key exchange, in memory, in one thread:
/// what the engine needs for its side is [#handshake] less [#client].
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ResumptionBenchmark {
    @Param("X25519")
    public NamedGroup group = NamedGroup.X25519;

    @Param("TLS_AES_128_GCM_SHA256")
    public CipherSuite suite = CipherSuite.TLS_AES_128_GCM_SHA256;

    private HandshakePair pair;
    private ByteBuffer flight;

    @Setup
    public void setUp() throws GeneralSecurityException {
        CryptoProvider crypto = SelectedCryptoProvider.fastest();
        pair = HandshakePair.resuming(crypto, KeyType.EC_P256, group, suite);
        flight = pair.flight();
    }

    /// Both sides, until the server may send and receive data and has sent a new ticket.
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
