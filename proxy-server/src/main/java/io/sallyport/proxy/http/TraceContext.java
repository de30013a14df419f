package io.sallyport.proxy.http;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/// The trace that a request belongs to (W3C Trace Context): the one that it says, or a new one that nobody records.
///
/// @param traceparent the field's value
/// @param made whether it is a new one
record TraceContext(String traceparent, boolean made) {
    private static final String PARENT = "traceparent";
    private static final String STATE = "tracestate";

    private static final String IDS = "-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}";

    /// Later versions may say more behind a further dash; ff is none.
    private static final Pattern VALID =
            Pattern.compile("00" + IDS + "|(?!00|ff)[0-9a-f]{2}" + IDS + "(?:-[!-~]{0,200})?");

    private static final int TRACE_ID = 3;
    private static final int PARENT_ID = 36;

    /// Not sampled: whoever records traces decides for itself.
    private static final String FLAGS = "-00";

    private static final int MOST_STATE = 2048;

    /// The trace of a request.
    static TraceContext of(HttpHeaders headers) {
        List<String> said = headers.getAll(PARENT);
        return said.size() == 1 && isValid(said.getFirst())
                ? new TraceContext(said.getFirst(), false)
                : new TraceContext(random(), true);
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

    private static String random() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "00-" + digits(random) + digits(random) + '-' + digits(random) + FLAGS;
    }

    /// Never all zeros.
    private static String digits(ThreadLocalRandom random) {
        long value = random.nextLong();
        return HexFormat.of().toHexDigits(value == 0 ? 1 : value);
    }
}
