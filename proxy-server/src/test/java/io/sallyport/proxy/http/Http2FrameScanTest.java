package io.sallyport.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// However the octets are cut into reads, it is known what is under way.
class Http2FrameScanTest {
    private static final String SETTINGS = frame(Http2Frame.SETTINGS, 0, "");

    private final Http2FrameScan scan = new Http2FrameScan();

    @Test
    void aConnectionHasBegunWithItsFirstFrame() {
        read(RawHttp2Client.PREFACE);
        assertThat(scan.hasBegun()).isFalse();
        read(SETTINGS.substring(0, 8));
        assertThat(scan.hasBegun()).isFalse();
        read(SETTINGS.substring(8));
        assertThat(scan.hasBegun()).isTrue();
    }

    @Test
    void aHeaderIsUnderWayFromItsTypeToItsLastOctet() {
        read(RawHttp2Client.PREFACE + SETTINGS);
        String header = frame(Http2Frame.HEADERS, Http2Frame.END_HEADERS, "block");
        read(header.substring(0, 3));
        assertThat(scan.openHeader()).isZero();
        read(header.substring(3, 4));
        assertThat(scan.openHeader()).isEqualTo(1);
        read(header.substring(4, header.length() - 1));
        assertThat(scan.openHeader()).isEqualTo(1);
        read(header.substring(header.length() - 1));
        assertThat(scan.openHeader()).isZero();
    }

    @Test
    void continuationsBelongToTheHeaderUntilItsEnd() {
        read(RawHttp2Client.PREFACE + SETTINGS + frame(Http2Frame.HEADERS, 0, ""));
        assertThat(scan.openHeader()).isEqualTo(1);
        read(frame(Http2Frame.CONTINUATION, 0, "more"));
        assertThat(scan.openHeader()).isEqualTo(1);
        read(frame(Http2Frame.CONTINUATION, Http2Frame.END_HEADERS, ""));
        assertThat(scan.openHeader()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1000})
    void eachHeaderHasItsNumber(int cut) {
        String octets =
                RawHttp2Client.PREFACE
                        + SETTINGS
                        + frame(Http2Frame.HEADERS, Http2Frame.END_HEADERS, "x".repeat(300))
                        + frame(Http2Frame.DATA, Http2Frame.END_HEADERS, "y".repeat(70_000))
                        + frame(Http2Frame.PING, 0, "12345678")
                        + frame(Http2Frame.HEADERS, 0, "z");
        for (int at = 0; at < octets.length(); at += cut) {
            read(octets.substring(at, Math.min(at + cut, octets.length())));
        }
        assertThat(scan.openHeader()).isEqualTo(2);
    }

    private void read(String octets) {
        ByteBuf bytes = Unpooled.wrappedBuffer(octets.getBytes(StandardCharsets.ISO_8859_1));
        scan.read(bytes);
        assertThat(bytes.readableBytes()).isEqualTo(octets.length());
    }

    private static String frame(int type, int flags, String payload) {
        int length = payload.length();
        return RawHttp2Client.octets(length >> 16, length >> 8, length, type, flags)
                + RawHttp2Client.number(1)
                + payload;
    }
}
