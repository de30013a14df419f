package io.sallyport.proxy.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

/// Requests that are malformed or that programs read in different ways, from the tables beside this class. Only who
/// reads one of them otherwise than this proxy finds a request for [#CANARY] in it.
final class SmugglingCorpus {
    static final String CANARY = "/canary";

    private static final String BEHIND = "GET " + CANARY + " HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String CHUNKED_HEAD =
            "POST /chunked HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";

    /// What a client sends over one connection.
    ///
    /// @param arriving how many requests reach a server whole
    record Attempt(String name, byte[] bytes, int arriving) {
        @Override
        public String toString() {
            return name;
        }
    }

    private SmugglingCorpus() {}

    static List<Attempt> all() {
        List<Attempt> all = new ArrayList<>();
        for (List<String> row : RequestTable.read("malformed-heads.txt", 3)) {
            all.add(refused(row.get(1), RequestTable.text(row.get(2))));
        }
        for (List<String> row : RequestTable.read("malformed-bodies.txt", 3)) {
            all.add(refused(row.get(1), CHUNKED_HEAD + RequestTable.text(row.get(2))));
        }
        for (List<String> row : RequestTable.read("ambiguous-requests.txt", 3)) {
            int arriving =
                    switch (row.getFirst()) {
                        case "nothing" -> 0;
                        case "one" -> 1;
                        default -> throw new IllegalArgumentException(row.toString());
                    };
            all.add(new Attempt(row.get(1), RequestTable.bytes(row.get(2)), arriving));
        }
        return all;
    }

    private static Attempt refused(String name, String bytes) {
        return new Attempt(name, (bytes + BEHIND).getBytes(ISO_8859_1), 0);
    }

    /// Sends it, and ends the stream.
    ///
    /// @return all that came back
    static String send(Attempt attempt, Socket client) throws IOException {
        try {
            OutputStream out = client.getOutputStream();
            out.write(attempt.bytes());
            out.flush();
            client.shutdownOutput();
        } catch (SocketException _) {
            // it was refused before it was whole
        }
        return new String(client.getInputStream().readAllBytes(), ISO_8859_1);
    }
}
