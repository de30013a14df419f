package io.sallyport.tls.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.client.Hello;
import io.sallyport.tls.codepoint.AeadAlgorithm;
import io.sallyport.tls.codepoint.ContentType;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.crypto.Aead;
import io.sallyport.tls.crypto.Secret;
import io.sallyport.tls.message.HandshakeMessage;
import io.sallyport.tls.policy.EngineLimits;
import io.sallyport.tls.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/// What goes into records comes out of them, however it is cut.
class RecordsTest {

    @Property(tries = 300)
    void openWhatWasSealed(
            @ForAll boolean tls13,
            @ForAll AeadAlgorithm algorithm,
            @ForAll @Size(max = 10) List<@IntRange(max = 1 << 14) Integer> lengths,
            @ForAll @IntRange(max = 20) int offset)
            throws TlsException {
        RecordSealer sealer = tls13 ? sealer13(algorithm) : sealer12(algorithm);
        RecordOpener opener = tls13 ? opener13(algorithm) : opener12(algorithm);
        for (int length : lengths) {
            byte[] in = new byte[offset + length + 1];
            Arrays.fill(in, (byte) 0x5a);
            byte[] record = new byte[offset + length + sealer.overhead()];
            byte[] out = new byte[RecordHeader.MAX_RECORD];

            int sealed = sealer.seal(ContentType.ALERT, in, offset, length, record, offset);
            int opened = opener.open(record, offset, sealed, out, 1 << 14);

            assertThat(sealed).isEqualTo(length + sealer.overhead());
            assertThat(opened).isEqualTo(length);
            assertThat(opener.contentType()).isEqualTo(ContentType.ALERT.code());
            assertThat(Arrays.copyOf(out, opened))
                    .isEqualTo(Arrays.copyOfRange(in, offset, offset + length));
            assertThat(in[offset + length]).as("the borrowed byte").isEqualTo((byte) 0x5a);
        }
    }

    @Property
    void joinMessagesHoweverTheyAreCut(
            @ForAll @Size(min = 1, max = 5) List<@Size(max = 50) byte[]> bodies,
            @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 1, max = 30) Integer> cuts)
            throws TlsException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        bodies.forEach(body -> all.writeBytes(Hello.message(HandshakeType.FINISHED, body)));
        byte[] bytes = all.toByteArray();
        MessageJoiner joiner = new MessageJoiner(100);
        List<byte[]> joined = new ArrayList<>();
        int piece = 0;
        for (int start = 0; start < bytes.length; ) {
            int count = Math.min(cuts.get(piece++ % cuts.size()), bytes.length - start);
            joiner.add(bytes, start, count);
            start += count;
            HandshakeMessage message = joiner.next();
            while (message != null) {
                joined.add(message.body().rest());
                message = joiner.next();
            }
        }

        assertThat(joiner.isEmpty()).isTrue();
        assertThat(joined).usingElementComparator(Arrays::compare).isEqualTo(bodies);
    }

    @Property(tries = 300)
    void cutAndReadAgain(
            @ForAll @Size(max = 500) byte[] content,
            @ForAll @IntRange(min = 1, max = 600) int limit)
            throws TlsException {
        OutboundRecords outbound = new OutboundRecords();
        outbound.limitFragments(limit);
        outbound.write(ContentType.HANDSHAKE, content, 0, content.length);
        ByteBuffer wire = outbound.take();
        InboundRecords inbound = new InboundRecords(EngineLimits.DEFAULT);
        RecordScratch scratch = new RecordScratch();
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        int records = 0;
        while (inbound.next(wire, scratch, "") != null) {
            assertThat(inbound.contentLength()).isBetween(1, limit);
            read.write(scratch.plaintext(), 0, inbound.contentLength());
            records++;
        }

        assertThat(wire.hasRemaining()).isFalse();
        assertThat(read.toByteArray()).isEqualTo(content);
        assertThat(records).isEqualTo((content.length + limit - 1) / limit);
    }

    @Property
    void failInOrderOnAnyBytes(@ForAll @Size(max = 200) byte[] bytes) {
        InboundRecords inbound = new InboundRecords(EngineLimits.DEFAULT);
        RecordScratch scratch = new RecordScratch();
        ByteBuffer input = ByteBuffer.wrap(bytes);
        try {
            while (inbound.next(input, scratch, "") != null) {
                inbound.nextMessage();
            }
            assertThat(input.remaining()).isLessThan(RecordHeader.MAX_RECORD);
        } catch (TlsException e) {
            assertThat(e.failure().alert()).isPresent();
        }
    }

    private static RecordSealer sealer13(AeadAlgorithm algorithm) {
        return new Tls13RecordSealer(aead(algorithm), new byte[12], Long.MAX_VALUE);
    }

    private static RecordOpener opener13(AeadAlgorithm algorithm) {
        return new Tls13RecordOpener(aead(algorithm), new byte[12]);
    }

    private static RecordSealer sealer12(AeadAlgorithm algorithm) {
        byte[] iv = new byte[algorithm.fixedIvLength()];
        return new Tls12RecordSealer(aead(algorithm), iv, Long.MAX_VALUE);
    }

    private static RecordOpener opener12(AeadAlgorithm algorithm) {
        return new Tls12RecordOpener(aead(algorithm), new byte[algorithm.fixedIvLength()]);
    }

    private static Aead aead(AeadAlgorithm algorithm) {
        return TestServer.CRYPTO.aead(algorithm, Secret.owning(new byte[algorithm.keyLength()]));
    }
}
