package io.sallyport.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordInputTest {
    private static final int HEADER = 5;

    private final RecordInput input = new RecordInput(ByteBufAllocator.DEFAULT);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 100, 4096, 70_000})
    void presentsTheSameRecordsHoweverTheyAreCut(int chunk) {
        List<byte[]> records = records(new SplittableRandom(chunk));
        byte[] wire = join(records);
        List<byte[]> seen = new ArrayList<>();
        for (int start = 0; start < wire.length; start += chunk) {
            input.add(buffer(wire, start, Math.min(chunk, wire.length - start)));
            while (input.hasRecord()) {
                seen.add(consumeRecord());
            }
            input.keepPartial();
        }
        assertThat(seen).containsExactlyElementsOf(records);
        assertThat(input.bytes().hasRemaining()).isFalse();
    }

    @Test
    void presentsWholeRecordsOutOfTheBufferThatTheyWereReadInto() {
        byte[] wire = join(List.of(record(10), record(20)));
        ByteBuf read = buffer(wire, 0, wire.length);
        input.add(read);
        assertThat(input.bytes().remaining()).isEqualTo(wire.length);
        read.setByte(HEADER, 99);
        assertThat(input.bytes().get(input.bytes().position() + HEADER)).isEqualTo((byte) 99);
        input.advance(wire.length);
        assertThat(read.refCnt()).isZero();
    }

    @Test
    void keepsOnlyTheBeginningOfARecordWhoseRestIsToCome() {
        byte[] wire = join(List.of(record(1000), record(1000)));
        ByteBuf read = buffer(wire, 0, HEADER + 1000 + HEADER + 1);
        input.add(read);
        input.advance(HEADER + 1000);
        input.keepPartial();
        assertThat(read.refCnt()).isZero();
        assertThat(input.bytes().remaining()).isEqualTo(HEADER + 1);
        assertThat(input.hasRecord()).isFalse();
        input.release();
    }

    @Test
    void takesMoreWhileTheEngineIsBusyElsewhere() {
        byte[] wire = join(List.of(record(10), record(20), record(30)));
        input.add(buffer(wire, 0, 20));
        input.add(buffer(wire, 20, 5));
        input.add(buffer(wire, 25, wire.length - 25));
        List<byte[]> seen = new ArrayList<>();
        while (input.hasRecord()) {
            seen.add(consumeRecord());
        }
        assertThat(join(seen)).isEqualTo(wire);
    }

    @Test
    void releasesEverything() {
        input.add(buffer(record(100), 0, 50));
        input.keepPartial();
        input.add(buffer(record(100), 0, 10));
        input.release();
        assertThat(input.bytes().hasRemaining()).isFalse();
    }

    private byte[] consumeRecord() {
        ByteBuffer bytes = input.bytes();
        int length = HEADER + (bytes.getShort(bytes.position() + 3) & 0xffff);
        byte[] record = new byte[length];
        bytes.get(record);
        input.advance(length);
        return record;
    }

    private static List<byte[]> records(SplittableRandom random) {
        List<byte[]> records = new ArrayList<>(List.of(record(0), record(16 * 1024), record(1)));
        for (int i = 0; i < 20; i++) {
            records.add(record(random.nextInt(3000)));
        }
        return records;
    }

    private static byte[] record(int length) {
        byte[] record = new byte[HEADER + length];
        record[0] = 23;
        record[1] = 3;
        record[2] = 3;
        record[3] = (byte) (length >>> 8);
        record[4] = (byte) length;
        for (int i = HEADER; i < record.length; i++) {
            record[i] = (byte) i;
        }
        return record;
    }

    private static byte[] join(List<byte[]> records) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        records.forEach(joined::writeBytes);
        return joined.toByteArray();
    }

    private static ByteBuf buffer(byte[] bytes, int offset, int length) {
        return ByteBufAllocator.DEFAULT.directBuffer(length).writeBytes(bytes, offset, length);
    }
}
