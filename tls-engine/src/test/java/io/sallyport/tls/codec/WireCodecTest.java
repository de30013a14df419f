package io.sallyport.tls.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sallyport.tls.alert.InvalidMessage;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.alert.TlsFailure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/// What is written is read again, and nothing is read but what is there.
class WireCodecTest {

    /// One call of a reader, told by a number.
    private enum Call {
        UINT8,
        UINT16,
        UINT24,
        UINT32,
        OPAQUE,
        SKIP,
        VECTOR8,
        VECTOR16,
        VECTOR24,
        CODE_POINTS_8,
        CODE_POINTS_16,
        REST,
        FINISH
    }

    @Property
    void readsTheNumbersThatWereWritten(
            @ForAll @IntRange(max = 0xff) int small,
            @ForAll @IntRange(max = 0xffff) int middle,
            @ForAll @IntRange(max = 0xffffff) int large)
            throws TlsException {
        WireWriter out = new WireWriter(0);
        out.uint8(small).uint16(middle).uint24(large).uint16(middle).uint16(middle);

        WireReader in = WireReader.of(out.toByteArray());

        assertThat(in.uint8()).isEqualTo(small);
        assertThat(in.uint16()).isEqualTo(middle);
        assertThat(in.uint24()).isEqualTo(large);
        assertThat(in.uint32()).isEqualTo((long) middle << 16 | middle);
        in.finish();
    }

    @Property
    void readsTheVectorsThatWereWritten(
            @ForAll @Size(max = 0xff) byte[] bytes, @ForAll @IntRange(max = 100) int capacity)
            throws TlsException {
        WireWriter out = new WireWriter(capacity);
        out.vector24(() -> out.vector16(() -> out.vector8(() -> out.opaque(bytes))).uint8(7));

        WireReader in = WireReader.of(out.toByteArray());
        WireReader outer = in.vector24(0, 0xffffff);
        in.finish();
        WireReader middle = outer.vector16(0, 0xffff);
        assertThat(outer.uint8()).isEqualTo(7);
        outer.finish();
        assertThat(middle.vector8(0, 0xff).rest()).isEqualTo(bytes);
        middle.finish();
    }

    /// The same calls on a slice, and on an array that holds nothing else, come to the same: what stands
    /// around the slice does not matter.
    @Property
    void doesNotLookBeyondItsSlice(
            @ForAll @Size(max = 40) byte[] slice,
            @ForAll @Size(max = 10) byte[] before,
            @ForAll @Size(max = 10) byte[] after,
            @ForAll @Size(max = 12) List<@IntRange(max = 12) Integer> calls) {
        byte[] around = new byte[before.length + slice.length + after.length];
        System.arraycopy(before, 0, around, 0, before.length);
        System.arraycopy(slice, 0, around, before.length, slice.length);
        System.arraycopy(after, 0, around, before.length + slice.length, after.length);

        List<Object> alone = play(WireReader.of(slice), 0, calls);
        List<Object> within =
                play(WireReader.of(around, before.length, slice.length), before.length, calls);

        assertThat(within).isEqualTo(alone);
    }

    @Property
    void refusesVectorsOutsideTheirRange(
            @ForAll @Size(max = 50) byte[] bytes,
            @ForAll @IntRange(max = 60) int least,
            @ForAll @IntRange(max = 60) int most)
            throws TlsException {
        WireWriter out = new WireWriter(16);
        out.vector16(() -> out.opaque(bytes));
        WireReader in = WireReader.of(out.toByteArray());

        if (bytes.length >= least && bytes.length <= most) {
            assertThat(in.vector16(least, most).rest()).isEqualTo(bytes);
        } else {
            assertThat(failure(() -> in.vector16(least, most)))
                    .isEqualTo(new TlsFailure.Malformed(InvalidMessage.VECTOR_LENGTH_OUT_OF_RANGE));
        }
    }

    @Property
    void refusesToWriteWhatDoesNotFit(@ForAll int value) {
        WireWriter out = new WireWriter(0);
        if (value < 0 || value > 0xff) {
            assertThatIllegalArgumentException().isThrownBy(() -> out.uint8(value));
        }
        if (value < 0 || value > 0xffff) {
            assertThatIllegalArgumentException().isThrownBy(() -> out.uint16(value));
        }
        if (value < 0 || value > 0xffffff) {
            assertThatIllegalArgumentException().isThrownBy(() -> out.uint24(value));
        }
        if (value >= 0 && value <= 0xff) {
            assertThat(out.uint8(value).length()).isEqualTo(1);
        }
    }

    @Example
    void refusesToWriteAVectorThatIsTooLong() {
        WireWriter out = new WireWriter(0);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> out.vector8(() -> out.opaque(new byte[256])));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> out.vector16(() -> out.opaque(new byte[0x10000])));
        assertThatIllegalArgumentException().isThrownBy(() -> out.truncate(out.length() + 1));
    }

    @Example
    void claimsRoomAndGivesItBack() {
        WireWriter out = new WireWriter(1);

        int start = out.uint8(1).claim(10);
        out.array()[start] = 2;
        out.truncate(2);

        assertThat(start).isEqualTo(1);
        assertThat(out.toByteArray()).containsExactly(1, 2);
    }

    /// The outcome of each call up to the first that fails.
    private static List<Object> play(WireReader reader, int origin, List<Integer> calls) {
        List<Object> outcomes = new ArrayList<>();
        WireReader[] current = {reader};
        for (int number : calls) {
            Call call = Call.values()[number];
            try {
                outcomes.add(call(current, call));
                outcomes.add(current[0].position() - origin);
                outcomes.add(current[0].remaining());
            } catch (TlsException e) {
                outcomes.add(e.failure());
                return outcomes;
            }
        }
        return outcomes;
    }

    private static Object call(WireReader[] current, Call call) throws TlsException {
        WireReader reader = current[0];
        switch (call) {
            case VECTOR8 -> current[0] = reader.vector8(0, 0xff);
            case VECTOR16 -> current[0] = reader.vector16(0, 0xffff);
            case VECTOR24 -> current[0] = reader.vector24(0, 0xffffff);
            case SKIP -> reader.skip(3);
            case FINISH -> reader.finish();
            case UINT8 -> {
                return reader.uint8();
            }
            case UINT16 -> {
                return reader.uint16();
            }
            case UINT24 -> {
                return reader.uint24();
            }
            case UINT32 -> {
                return reader.uint32();
            }
            case OPAQUE -> {
                return Arrays.toString(reader.opaque(5));
            }
            case CODE_POINTS_8 -> {
                return reader.codePoints8();
            }
            case CODE_POINTS_16 -> {
                return reader.codePoints16();
            }
            case REST -> {
                return Arrays.toString(reader.rest());
            }
        }
        return call;
    }

    private static TlsFailure failure(Read read) {
        try {
            read.run();
        } catch (TlsException e) {
            return e.failure();
        }
        throw new AssertionError("nothing failed");
    }

    @FunctionalInterface
    private interface Read {
        void run() throws TlsException;
    }
}
