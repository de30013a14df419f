package io.sallyport.proxy.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.sallyport.proxy.insight.SpanIds;
import io.sallyport.proxy.runtime.TraceSampling;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The trace that a request belongs to (W3C Trace Context): the one that it says, or a new one.
///
/// @param traceparent the field's value: with the id of our span if there is one, else as the client sent it
/// @param made whether it is a new one
/// @param span of this request, or null if it is not traced
record TraceContext(String traceparent, boolean made, @Nullable SpanIds span) {
    private static final String PARENT = "traceparent";
    private static final String STATE = "tracestate";

    private static final String IDS = "-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}";

    /// Later versions may say more behind a further dash; ff is none.
    private static final Pattern VALID =
            Pattern.compile("00" + IDS + "|(?!00|ff)[0-9a-f]{2}" + IDS + "(?:-[!-~]{0,200})?");

    private static final int TRACE_ID = 3;
    private static final int PARENT_ID = 36;
    private static final int FLAGS = 53;

    /// Of the flags, those that there is a meaning for: sampled, and that the trace's name is random.
    private static final int KNOWN_FLAGS = 3;

    private static final int SAMPLED = 1;

    private static final int MOST_STATE = 2048;

    /// The trace of a request. One that the client has begun is traced if the client says so.
    static TraceContext of(HttpHeaders headers, TraceSampling sampling) {
        List<String> said = headers.getAll(PARENT);
        if (said.size() != 1 || !isValid(said.getFirst())) {
            return begun(sampling.takesNext());
        }
        String parent = said.getFirst();
        return sampling.isOn() && (flags(parent) & SAMPLED) != 0
                ? continued(parent)
                : new TraceContext(parent, false, null);
    }

    /// One that is not traced here is not sampled: whoever records traces decides for itself.
    private static TraceContext begun(boolean traced) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        String traceId = digits(random) + digits(random);
        String spanId = digits(random);
        return traced
                ? new TraceContext(text(traceId, spanId, SAMPLED), true, new SpanIds(spanId, null))
                : new TraceContext(text(traceId, spanId, 0), true, null);
    }

    /// Whatever version the client speaks, we speak the first (W3C Trace Context, section 4.3).
    private static TraceContext continued(String parent) {
        String spanId = digits(ThreadLocalRandom.current());
        return new TraceContext(
                text(parent.substring(TRACE_ID, PARENT_ID - 1), spanId, flags(parent)),
                false,
                new SpanIds(spanId, parent.substring(PARENT_ID, FLAGS - 1)));
    }

    private static String text(String traceId, String spanId, int flags) {
        return "00-" + traceId + '-' + spanId + "-0" + flags;
    }

    private static int flags(String traceparent) {
        return Character.digit(traceparent.charAt(FLAGS + 1), 16) & KNOWN_FLAGS;
    }

    /// The trace's name, 32 hexadecimal digits.
    String traceId() {
        return traceparent.substring(TRACE_ID, PARENT_ID - 1);
    }

    /// Puts the fields of the request to the server right. The state of a trace that is not continued is dropped.
    void apply(HttpHeaders headers) {
        headers.set(PARENT, traceparent);
        if (made || length(headers.getAll(STATE)) > MOST_STATE) {
            headers.remove(STATE);
        }
    }

    private static int length(List<String> values) {
        return values.stream().mapToInt(String::length).sum();
    }

    private static boolean isValid(String text) {
        return VALID.matcher(text).matches();
    }

    /// Never all zeros.
    private static String digits(ThreadLocalRandom random) {
        long value = random.nextLong();
        return HexFormat.of().toHexDigits(value == 0 ? 1 : value);
    }
}
