package io.sallyport.tls.example;

import io.sallyport.tls.alert.ClientCertificateRefusal;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.engine.Progress;
import io.sallyport.tls.engine.Reading;
import io.sallyport.tls.engine.TlsConnection;
import io.sallyport.tls.engine.TlsServerEngine;
import io.sallyport.tls.event.TlsObserver;
import io.sallyport.tls.negotiation.ServerConfiguration;
import io.sallyport.tls.policy.EngineLimits;
import io.sallyport.tls.record.PlaintextSink;
import io.sallyport.tls.record.RecordHeader;
import io.sallyport.tls.record.RecordScratch;
import io.sallyport.tls.resumption.ReplayVerdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/// How to embed the engine in a server of one's own, here one on plain `java.net` sockets: whatever
/// arrives is sent back until the client closes its side.
///
/// The engine never touches the socket. This class reads and writes; between the two it hands bytes in
/// and takes bytes out:
///
/// 1. [#handshake] feeds a [TlsServerEngine] and answers its two questions, which configuration and which
///    signature. Both may be answered later and by others; here, at once.
/// 2. Once established there is a [TlsConnection], to which whatever the engine left in the buffer goes
///    first: application data may have come along with the client's last message.
/// 3. [#echo] reads records and seals data. Output that waits, such as an alert, is sent after each step.
/// 4. In the end both sides say `close_notify`; without it, data may have been cut off.
public final class BlockingTlsServer {
    private final CryptoProvider crypto;
    private final ServerConfiguration configuration;

    public BlockingTlsServer(CryptoProvider crypto, ServerConfiguration configuration) {
        this.crypto = crypto;
        this.configuration = configuration;
    }

    /// Serves one connection on the calling thread, and closes the socket.
    ///
    /// @throws IOException if the socket fails, or the client does
    public void serve(Socket socket) throws IOException {
        try (socket) {
            new Conversation(socket.getInputStream(), socket.getOutputStream()).hold();
        }
    }

    /// One connection.
    private final class Conversation {
        private final InputStream in;
        private final OutputStream out;
        private final RecordScratch scratch = new RecordScratch();

        /// What came and was not consumed; always ready to be read from. Two records long, so that there
        /// is room even if one is there but for its last byte.
        private final ByteBuffer received = ByteBuffer.allocate(2 * RecordHeader.MAX_RECORD).flip();

        Conversation(InputStream in, OutputStream out) {
            this.in = in;
            this.out = out;
        }

        void hold() throws IOException {
            try (TlsConnection connection = handshake()) {
                echo(connection);
                connection.closeWrite();
                send(connection.takeOutput());
            }
        }

        private TlsConnection handshake() throws IOException {
            TlsServerEngine engine =
                    new TlsServerEngine(crypto, EngineLimits.DEFAULT, TlsObserver.NONE);
            Progress progress = new Progress.NeedsInput();
            while (true) {
                send(engine.takeOutput());
                switch (progress) {
                    case Progress.NeedsInput _ -> {
                        // what came before a pause is looked at first
                        int before = received.remaining();
                        progress = engine.receive(received, scratch);
                        if (progress instanceof Progress.NeedsInput
                                && received.remaining() == before) {
                            receive();
                        }
                    }
                    // the place to look at the server name and choose by it
                    case Progress.AwaitingConfiguration _ ->
                            progress = engine.configure(configuration);
                    case Progress.AwaitingSignature(var request) -> {
                        try {
                            progress = engine.signed(request.sign());
                        } catch (GeneralSecurityException e) {
                            progress = engine.signingFailed(e);
                        }
                    }
                    case Progress.AwaitingDecryption(var request) ->
                            progress = engine.decrypted(request.decrypt());
                    // the place to look into a trust store; this server asks for no certificate
                    case Progress.AwaitingCertificateCheck _ ->
                            progress =
                                    engine.certificateRefused(ClientCertificateRefusal.NOT_ALLOWED);
                    // the place to ask for hellos that were here before; this server takes no early
                    // data
                    case Progress.AwaitingReplayCheck _ ->
                            progress = engine.replayChecked(ReplayVerdict.UNKNOWN);
                    case Progress.EarlyEstablished _ ->
                            throw new IllegalStateException("early data was not to be taken");
                    case Progress.Established(TlsConnection connection) -> {
                        return connection;
                    }
                    case Progress.Failed(var failure) ->
                            throw new IOException("handshake failed: " + failure);
                    case Progress.Closed _ -> throw new IOException("the client gave up");
                }
            }
        }

        private void echo(TlsConnection connection) throws IOException {
            EchoingSink sink = new EchoingSink(connection);
            while (true) {
                Reading reading = connection.read(received, scratch, sink);
                send(connection.takeOutput());
                sink.throwIfFailed();
                switch (reading) {
                    case NEEDS_INPUT -> receive();
                    case PEER_CLOSED -> {
                        return;
                    }
                    case FAILED ->
                            throw new IOException("connection failed: " + connection.failure());
                }
            }
        }

        /// Waits for more bytes.
        private void receive() throws IOException {
            received.compact();
            int count =
                    in.read(
                            received.array(),
                            received.arrayOffset() + received.position(),
                            received.remaining());
            if (count < 0) {
                throw new IOException("the client is gone without close_notify");
            }
            received.position(received.position() + count).flip();
        }

        private void send(ByteBuffer bytes) throws IOException {
            out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
        }

        /// Seals what arrives and writes it. Its data is valid during the call only, so it is used or
        /// copied there and then.
        private final class EchoingSink implements PlaintextSink {
            private final TlsConnection connection;
            private @Nullable IOException failure;

            EchoingSink(TlsConnection connection) {
                this.connection = connection;
            }

            @Override
            public void plaintext(byte[] bytes, int offset, int length) {
                try {
                    int most = connection.maximumPlaintext();
                    for (int start = 0; start < length; start += most) {
                        seal(bytes, offset + start, Math.min(most, length - start));
                    }
                } catch (IOException e) {
                    failure = e;
                }
            }

            /// The engine borrows the byte behind the plaintext, so it is copied to where one is free.
            private void seal(byte[] bytes, int offset, int length) throws IOException {
                byte[] plaintext = new byte[length + 1];
                System.arraycopy(bytes, offset, plaintext, 0, length);
                byte[] record = new byte[connection.sealedBound(length)];
                int written = connection.seal(plaintext, 0, length, record, 0);
                out.write(record, 0, written);
            }

            void throwIfFailed() throws IOException {
                if (failure != null) {
                    throw failure;
                }
            }
        }
    }
}
