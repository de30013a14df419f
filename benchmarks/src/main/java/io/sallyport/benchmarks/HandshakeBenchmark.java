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
import org.openjdk.jmh.infra.Blackhole;

/// Full TLS 1.3 handshakes in memory, in one thread: what the engine needs for its side is
/// [#handshake] less [#client], and of that [#cryptography] is not the engine's own.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class HandshakeBenchmark {
    /// The kind of the server's certificate and key.
    @Param("EC_P256")
    public KeyType certificate = KeyType.EC_P256;

    @Param("X25519")
    public NamedGroup group = NamedGroup.X25519;

    @Param("TLS_AES_128_GCM_SHA256")
    public CipherSuite suite = CipherSuite.TLS_AES_128_GCM_SHA256;

    private HandshakePair pair;
    private ByteBuffer flight;
    private CryptographyTape tape;

    @Setup
    public void setUp() throws GeneralSecurityException, TlsException {
        CryptoProvider crypto = SelectedCryptoProvider.fastest();
        pair = HandshakePair.of(crypto, crypto, certificate, group, suite);
        flight = pair.flight();
        tape = new CryptographyTape(crypto);
        HandshakePair taped = HandshakePair.of(tape, crypto, certificate, group, suite);
        // the first one also computes what is computed once for all
        taped.handshake();
        tape.clear();
        taped.handshake();
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

    /// The cryptographic operations that the server's side of one handshake did, done again: on the
    /// same inputs, through the same provider, in the same order, without the engine.
    @Benchmark
    public void cryptography(Blackhole blackhole) throws GeneralSecurityException, TlsException {
        tape.replay(blackhole);
    }
}
