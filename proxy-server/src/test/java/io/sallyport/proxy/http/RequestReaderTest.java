package io.sallyport.proxy.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpExpectationFailedEvent;
import io.sallyport.proxy.testing.CountingLeakDetector;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds the tables of requests against the reader, each whole and byte by byte.
class RequestReaderTest {
    private static final EnumSet<HttpViolation> OF_HTTP_2 =
            EnumSet.of(
                    HttpViolation.UNKNOWN_PSEUDO_HEADER,
                    HttpViolation.DUPLICATE_PSEUDO_HEADER,
                    HttpViolation.MISPLACED_PSEUDO_HEADER,
                    HttpViolation.PROTOCOL_NOT_SUPPORTED,
                    HttpViolation.MISSING_PSEUDO_HEADER,
                    HttpViolation.INVALID_SCHEME,
                    HttpViolation.UPPERCASE_FIELD_NAME,
                    HttpViolation.CONNECTION_FIELD,
                    HttpViolation.CONTENT_LENGTH_DIFFERS);

    private static final byte[] SMUGGLED =
            "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(ISO_8859_1);
    private static final String CHUNKED_HEAD =
            "POST /begun HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";

    private static final int LONGEST_TO_CUT = 250;

    private final ReadRequests read = new ReadRequests(RequestLimits.DEFAULT);

    @AfterEach
    void everyBufferIsReleased() {
        read.close();
        assertThat(CountingLeakDetector.hasBuffers()).isFalse();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("malformedHeads")
    void refusesAMalformedHead(String violation, String name, String bytes) {
        read.receive(join(RequestTable.bytes(bytes), SMUGGLED));
        read.receive(SMUGGLED);
        hasRefused(violation, List.of());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("malformedHeads")
    void refusesAMalformedHeadByteByByte(String violation, String name, String bytes) {
        read.receiveByteByByte(join(RequestTable.bytes(bytes), SMUGGLED));
        hasRefused(violation, List.of());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("malformedHeads")
    void refusesAMalformedHeadBehindAGoodRequest(String violation, String name, String bytes) {
        byte[] good = "GET /good HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(ISO_8859_1);
        read.receive(join(join(good, RequestTable.bytes(bytes)), SMUGGLED));
        assertThat(read.requests).hasSize(1);
        hasRefused(violation, List.of("/good"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("malformedBodies")
    void refusesAMalformedBody(String violation, String name, String bytes) {
        read.receive(join(RequestTable.bytes(CHUNKED_HEAD + bytes), SMUGGLED));
        read.receive(SMUGGLED);
        assertThat(read.requests).isEmpty();
        hasRefused(violation, List.of("/begun"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("malformedBodies")
    void refusesAMalformedBodyByteByByte(String violation, String name, String bytes) {
        read.receiveByteByByte(join(RequestTable.bytes(CHUNKED_HEAD + bytes), SMUGGLED));
        assertThat(read.requests).isEmpty();
        hasRefused(violation, List.of("/begun"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("oddRequests")
    void readsAnOddRequest(String name, String bytes, String readings) {
        read.receive(RequestTable.bytes(bytes));
        hasRead(readings);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("oddRequests")
    void readsAnOddRequestByteByByte(String name, String bytes, String readings) {
        read.receiveByteByByte(RequestTable.bytes(bytes));
        hasRead(readings);
    }

    /// Every cut of the short ones in two: a rule must not depend on what came in one packet.
    @ParameterizedTest(name = "{0}")
    @MethodSource("tables")
    void readsTheSameWhereverThePacketsEnd(String table, int cell, String head) {
        for (List<String> row : RequestTable.read(table, 3)) {
            byte[] bytes = join(RequestTable.bytes(head + row.get(cell)), SMUGGLED);
            if (bytes.length > LONGEST_TO_CUT) {
                continue;
            }
            ReadRequests uncut = readInTwo(bytes, 0);
            for (int cut = 1; cut < bytes.length; cut++) {
                ReadRequests inTwo = readInTwo(bytes, cut);
                assertThat(inTwo.requests).as("%s, cut at %d", row, cut).isEqualTo(uncut.requests);
                assertThat(inTwo.violations)
                        .as("%s, cut at %d", row, cut)
                        .isEqualTo(uncut.violations);
            }
        }
    }

    /// The end of the connection must not make a request of what is not whole.
    @ParameterizedTest(name = "{0}")
    @MethodSource("oddRequests")
    void emitsNoEndOfARequestThatIsCutOff(String name, String bytes, String readings) {
        byte[] whole = RequestTable.bytes(bytes);
        read.receive(Arrays.copyOf(whole, whole.length - 1));
        int requests = read.requests.size();
        read.close();
        assertThat(read.requests).hasSize(requests);
        assertThat(read.requests).hasSizeLessThan(readings(readings).size());
        assertThat(read.violations).isEmpty();
    }

    /// Netty's decoder begins anew at both of these events.
    @ParameterizedTest
    @MethodSource("events")
    void doesNotTakeABodyForARequestAfterAnEvent(Object event) {
        read.receive(
                RequestTable.bytes(
                        "POST / HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 39\\r\\n\\r\\n"));
        read.event(event);
        read.receive(SMUGGLED);
        assertThat(read.begun).containsExactly("/");
        assertThat(read.violations).isEmpty();
    }

    private static Stream<Object> events() {
        return Stream.of(HttpExpectationFailedEvent.INSTANCE, ChannelInputShutdownEvent.INSTANCE);
    }

    @Test
    void keepsToSmallerLimits() {
        ReadRequests small = new ReadRequests(new RequestLimits(16, 18, 2));
        small.receive(RequestTable.bytes("GET /a HTTP/1.1\\r\\nHost: a\\r\\nX: 123\\r\\n\\r\\n"));
        small.receive(RequestTable.bytes("GET /bcd HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n"));
        small.close();
        assertThat(small.begun).containsExactly("/a");
        assertThat(small.violations).containsExactly(HttpViolation.REQUEST_LINE_TOO_LONG);
    }

    @Test
    void everyViolationIsInATable() {
        Set<String> refused =
                Stream.concat(malformedHeads(), malformedBodies())
                        .map(row -> (String) row.get()[0])
                        .collect(Collectors.toSet());
        assertThat(refused)
                .containsExactlyInAnyOrderElementsOf(
                        EnumSet.complementOf(OF_HTTP_2).stream().map(HttpViolation::id).toList());
    }

    private static Stream<Arguments> tables() {
        return Stream.of(
                Arguments.of("malformed-heads.txt", 2, ""),
                Arguments.of("malformed-bodies.txt", 2, CHUNKED_HEAD),
                Arguments.of("odd-requests.txt", 1, ""));
    }

    private static ReadRequests readInTwo(byte[] bytes, int cut) {
        ReadRequests read = new ReadRequests(RequestLimits.DEFAULT);
        read.receive(Arrays.copyOf(bytes, cut));
        read.receive(Arrays.copyOfRange(bytes, cut, bytes.length));
        read.close();
        return read;
    }

    private void hasRefused(String violation, List<String> begun) {
        assertThat(read.violations)
                .containsExactly(HttpViolation.valueOf(violation.toUpperCase(Locale.ROOT)));
        assertThat(read.afterwards).isEmpty();
        assertThat(read.begun).isEqualTo(begun);
    }

    private void hasRead(String readings) {
        assertThat(read.violations).isEmpty();
        assertThat(read.requests).isEqualTo(readings(readings));
    }

    private static List<String> readings(String cell) {
        return Stream.of(cell.split(" ;; ", -1)).map(RequestTable::text).toList();
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static Stream<Arguments> malformedHeads() {
        return rows("malformed-heads.txt");
    }

    private static Stream<Arguments> malformedBodies() {
        return rows("malformed-bodies.txt");
    }

    private static Stream<Arguments> oddRequests() {
        return rows("odd-requests.txt");
    }

    private static Stream<Arguments> rows(String table) {
        return RequestTable.read(table, 3).stream().map(row -> Arguments.of(row.toArray()));
    }
}
