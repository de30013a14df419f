package io.sallyport.benchmarks;

import com.sun.management.ThreadMXBean;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.credential.Credential;
import io.sallyport.tls.credential.Credentials;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.DecryptionKey;
import io.sallyport.tls.engine.Progress;
import io.sallyport.tls.engine.TlsServerEngine;
import io.sallyport.tls.event.TlsObserver;
import io.sallyport.tls.negotiation.ServerConfiguration;
import io.sallyport.tls.policy.EngineLimits;
import io.sallyport.tls.policy.TlsPolicies;
import io.sallyport.tls.record.RecordScratch;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.List;

/// The engine as an attacker meets it who sends a ciphertext and then a Finished under keys that he does not
/// have.
final class OracleServer {
    private static final String SERVER_NAME = "server.example";
    private static final Tls12Kind KIND = Tls12Kind.RSA;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /// change_cipher_spec, and a record of 40 bytes in place of Finished.
    private static final byte[] REST = new byte[6 + 5 + 40];

    static {
        System.arraycopy(new byte[] {20, 3, 3, 0, 1, 1}, 0, REST, 0, 6);
        System.arraycopy(new byte[] {22, 3, 3, 0, 40}, 0, REST, 6, 5);
    }

    private final CryptoProvider crypto;
    private final ServerConfiguration configuration;
    private final RecordScratch scratch = new RecordScratch();
    private final byte[] hello =
            record(Tls12ClientHello.message(SERVER_NAME, KIND.suite(), new byte[0], null));

    /// How a try went.
    ///
    /// @param nanos from the ciphertext to the alert
    /// @param bytes allocated meanwhile
    /// @param end the failure, and the point where it came
    record Try(long nanos, long bytes, String end) {}

    /// @param decryption of the keys' private one
    OracleServer(CryptoProvider crypto, KeyPair keys, DecryptionKey decryption)
            throws GeneralSecurityException {
        this.crypto = crypto;
        Credential credential =
                Certificates.credential(crypto, KeyType.RSA, keys, SERVER_NAME)
                        .withDecryption(decryption);
        this.configuration =
                new ServerConfiguration(
                        TlsPolicies.COMPATIBLE_2026_11,
                        Credentials.of(List.of(credential)),
                        ServerConfiguration.UnknownServerName.REFUSE,
                        List.of(),
                        null);
    }

    /// One connection. Only what depends on the ciphertext is timed.
    Try attempt(byte[] ciphertext) throws TlsException {
        TlsServerEngine engine =
                new TlsServerEngine(crypto, EngineLimits.DEFAULT, TlsObserver.NONE);
        engine.receive(ByteBuffer.wrap(hello), scratch);
        engine.configure(configuration);
        engine.takeOutput();
        ByteBuffer message = ByteBuffer.wrap(record(keyExchange(ciphertext)));
        ByteBuffer rest = ByteBuffer.wrap(REST);
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        Progress afterMessage = engine.receive(message, scratch);
        if (afterMessage instanceof Progress.AwaitingDecryption(var request)) {
            afterMessage = engine.decrypted(request.decrypt());
        }
        Progress end = engine.receive(rest, scratch);
        long nanos = System.nanoTime() - start;
        bytes = THREADS.getCurrentThreadAllocatedBytes() - bytes;
        return new Try(nanos, bytes, words(afterMessage, end));
    }

    private static String words(Progress afterMessage, Progress end) {
        boolean waits = afterMessage instanceof Progress.NeedsInput;
        String failure =
                end instanceof Progress.Failed(TlsFailure why) ? why.toString() : end.toString();
        return (waits ? "" : "at ClientKeyExchange: ") + failure;
    }

    private static byte[] keyExchange(byte[] ciphertext) {
        int length = 2 + ciphertext.length;
        return ByteBuffer.allocate(4 + length)
                .putInt(HandshakeType.CLIENT_KEY_EXCHANGE.code() << 24 | length)
                .putShort((short) ciphertext.length)
                .put(ciphertext)
                .array();
    }

    private static byte[] record(byte[] message) {
        return ByteBuffer.allocate(5 + message.length)
                .put((byte) 22)
                .putShort((short) 0x0303)
                .putShort((short) message.length)
                .put(message)
                .array();
    }
}
