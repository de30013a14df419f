package io.sallyport.proxy.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardSocketOptions;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// What a server may do wrong, and what the client gets then.
enum Fault {
    CLOSES_AT_ONCE("502", "backend_closed") {
        @Override
        void serve(Message request, SocketChannel client) {}
    },
    IS_KILLED("502", "backend_closed") {
        @Override
        void serve(Message request, SocketChannel client) throws IOException {
            reset(client);
        }
    },
    HANGS("504", "backend_timeout") {
        @Override
        void serve(Message request, SocketChannel client) throws IOException {
            waitForTheEnd(client);
        }
    },
    HANGS_IN_THE_HEAD("504", "backend_timeout") {
        @Override
        void serve(Message request, SocketChannel client) throws IOException {
            write(client, "HTTP/1.1 200 OK\r\nContent-Le");
            waitForTheEnd(client);
        }
    },
    HANGS_IN_THE_BODY("cut", "backend_timeout") {
        @Override
        void serve(Message request, SocketChannel client) throws IOException {
            write(client, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
            waitForTheEnd(client);
        }
    },
    SENDS_HALF_A_HEAD("502", "backend_malformed") {
        @Override
        void serve(Message request, SocketChannel client) throws IOException {
            write(client, "HTTP/1.1 200 OK\r\nContent-Le");
        }
    },
    SENDS_GARBAGE("502", "backend_malformed") {
        @Override
        void serve(Message request, SocketChannel client) throws IOException {
            write(client, "\u0001\u0002\u0003\u00ff\r\n\r\n\r\n");
        }
    },
    SPEAKS_ANOTHER_PROTOCOL("502", "backend_malformed") {
        @Override
        void serve(Message request, SocketChannel client) throws IOException {
            write(client, "220 mail.example.com ESMTP\r\n\r\n");
        }
    },
    SENDS_TOO_LONG_A_FIELD("502", "backend_malformed") {
        @Override
        void serve(Message request, SocketChannel client) throws IOException {
            write(client, "HTTP/1.1 200 OK\r\nX: " + "x".repeat(100_000) + "\r\n\r\n");
        }
    },
    SENDS_FIELDS_WITHOUT_END("502", "backend_malformed") {
        @Override
        void serve(Message request, SocketChannel client) throws IOException {
            write(client, "HTTP/1.1 200 OK\r\n");
            for (int i = 0; i < 100_000; i++) {
                write(client, "X-" + i + ": x\r\n");
            }
        }
    },
    SENDS_TOO_LONG_A_STATUS_LINE("502", "backend_malformed") {
        @Override
        void serve(Message request, SocketChannel client) throws IOException {
            write(client, "HTTP/1.1 200 " + "x".repeat(100_000) + "\r\n\r\n");
        }
    },
    NAMES_TWO_LENGTHS("502", "backend_malformed") {
        @Override
        void serve(Message request, SocketChannel client) throws IOException {
            write(client, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nabc");
        }
    },
    NAMES_NO_NUMBER_AS_LENGTH("502", "backend_malformed") {
        @Override
        void serve(Message request, SocketChannel client) throws IOException {
            write(client, "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n");
        }
    },
    SWITCHES_UNASKED("502", "backend_malformed") {
        @Override
        void serve(Message request, SocketChannel client) throws IOException {
            write(client, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n");
            waitForTheEnd(client);
        }
    },
    SENDS_LESS_THAN_IT_SAYS("cut", "backend_truncated") {
        @Override
        void serve(Message request, SocketChannel client) throws IOException {
            write(client, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
        }
    },
    RESETS_IN_THE_BODY("cut", "backend_truncated") {
        @Override
        void serve(Message request, SocketChannel client) throws IOException {
            write(client, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
            reset(client);
        }
    },
    BREAKS_A_CHUNK_OFF("cut", "backend_truncated") {
        @Override
        void serve(Message request, SocketChannel client) throws IOException {
            write(client, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhalf");
        }
    },
    SENDS_A_CHUNK_WITHOUT_A_SIZE("cut", "backend_truncated") {
        @Override
        void serve(Message request, SocketChannel client) throws IOException {
            write(client, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\nzz\r\n");
        }
    },
    SENDS_MORE_THAN_IT_SAYS("200", null) {
        @Override
        void serve(Message request, SocketChannel client) throws IOException {
            write(
                    client,
                    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\n"
                            + "Content-Length: 6\r\n\r\npoison");
            waitForTheEnd(client);
        }
    },
    IS_SLOW("200", null) {
        @Override
        void serve(Message request, SocketChannel client) throws IOException {
            for (char each : HttpBackend.ok("ok").toCharArray()) {
                write(client, String.valueOf(each));
            }
        }
    };

    private final String outcome;
    private final String reason;

    /// @param outcome the status that the client gets, or `cut`
    /// @param reason in log and metric, or null if nothing failed
    Fault(String outcome, String reason) {
        this.outcome = outcome;
        this.reason = reason;
    }

    /// Does it to a request that was read.
    abstract void serve(Message request, SocketChannel client) throws IOException;

    String outcome() {
        return outcome;
    }

    String reason() {
        return reason;
    }

    /// Whether the request may be made again: nothing of an answer came.
    boolean endsWithoutAnAnswer() {
        return this == CLOSES_AT_ONCE || this == IS_KILLED;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static void write(SocketChannel client, String text) throws IOException {
        OutputStream out = Channels.newOutputStream(client);
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    static void reset(SocketChannel client) throws IOException {
        client.setOption(StandardSocketOptions.SO_LINGER, 0);
    }

    /// Reads until the proxy closes.
    static void waitForTheEnd(SocketChannel client) throws IOException {
        InputStream in = Channels.newInputStream(client);
        in.readAllBytes();
    }
}
