package io.sallyport.benchmarks;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codepoint.AeadAlgorithm;
import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.ContentType;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.Secret;
import io.sallyport.tls.crypto.choice.SelectedCryptoProvider;
import io.sallyport.tls.engine.Reading;
import io.sallyport.tls.engine.TlsConnection;
import io.sallyport.tls.record.PlaintextSink;
import io.sallyport.tls.record.RecordHeader;
import io.sallyport.tls.record.RecordScratch;
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

/// Application data through a connection, and beside it through the JDK's `Cipher` alone. A record can
/// be opened only once, so that opening is measured together with the client's sealing, which is the
/// same in both: [#open] less [#openByCipher] is what the engine adds. Run with `-prof gc` to see what
/// is allocated.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class RecordBenchmark {
    /// Bytes of plaintext in a record.
    @Param({"64", "1024", "4096", "16384"})
    public int size;

    @Param({"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"})
    public CipherSuite suite = CipherSuite.TLS_AES_128_GCM_SHA256;

    private final RecordScratch scratch = new RecordScratch();
    private final byte[] plaintext = new byte[RecordHeader.MAX_RECORD];
    private final byte[] record = new byte[RecordHeader.MAX_RECORD];
    private final byte[] opened = new byte[RecordHeader.MAX_RECORD];
    private final ByteBuffer input = ByteBuffer.wrap(record);
    private long received;
    private final PlaintextSink sink = (_, _, length) -> received += length;
    private TlsConnection connection;
    private CipherRecords client;
    private CipherRecords bareSealer;
    private CipherRecords bareOpener;

    @Setup
    public void setUp() throws GeneralSecurityException, TlsException {
        CryptoProvider crypto = SelectedCryptoProvider.fastest();
        HandshakePair pair =
                HandshakePair.of(crypto, crypto, KeyType.EC_P256, NamedGroup.X25519, suite);
        connection = pair.handshake();
        Secret secret = pair.client().secret("CLIENT_TRAFFIC_SECRET_0");
        ClientKeys keys = new ClientKeys(crypto, suite);
        AeadAlgorithm aead = suite.aead();
        client = new CipherRecords(aead, keys.key(secret), keys.iv(secret));
        bareSealer = new CipherRecords(aead, keys.key(secret), keys.iv(secret));
        bareOpener = new CipherRecords(aead, keys.key(secret), keys.iv(secret));
        plaintext[size] = (byte) ContentType.APPLICATION_DATA.code();
    }

    /// The server seals one record.
    @Benchmark
    public int seal() {
        return connection.seal(plaintext, 0, size, record, 0);
    }

    /// What [#seal] costs without the engine.
    @Benchmark
    public int sealByCipher() throws GeneralSecurityException {
        return bareSealer.seal(plaintext, size + 1, record);
    }

    /// The client seals one record without the engine, and the server opens it.
    @Benchmark
    public long open() throws GeneralSecurityException {
        int length = client.seal(plaintext, size + 1, record);
        if (connection.read(input.limit(length).position(0), scratch, sink)
                != Reading.NEEDS_INPUT) {
            throw new IllegalStateException(String.valueOf(connection.failure()));
        }
        return received;
    }

    /// What [#open] costs without the engine.
    @Benchmark
    public int openByCipher() throws GeneralSecurityException {
        int length = bareSealer.seal(plaintext, size + 1, record);
        return bareOpener.open(record, length, opened);
    }
}
