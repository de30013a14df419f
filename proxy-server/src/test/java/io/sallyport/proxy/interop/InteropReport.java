package io.sallyport.proxy.interop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The tables of who completed what.
final class InteropReport {
    private static final String INTRODUCTION =
            """
            ## Clients

            Each client connects to the running proxy, verifies its certificate against a root that was made for
            the test, sends a request through to a backend and reads an answer of several records. What was
            negotiated is what was asked for: the proxy's own report of the handshake says so. Not the full
            product: each suite, group and kind of certificate that a client has stands in one handshake with
            TLS_AES_128_GCM_SHA256, x25519 and ECDSA P-256 for the rest. Where a cell is empty, the client does
            not have it, or cannot be told to use it.

            In TLS 1.2 the rest is TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, x25519 or, with a DHE suite,
            ffdhe2048, and ECDSA P-256 or, where the suite wants it, RSA. In a resumption the client connects
            twice; the proxy says that the second handshake was a resumed one, and by what. For session ids our
            side gives no tickets. Where extended master secret stands, our side requires it; for PKCS #1, it
            signs by nothing else.

            What is missing there, and why:

            - Go's client and Chromium have no suite with DHE.
            - Go's client resumes by tickets only, and has no extended master secret before its version 1.20.
            - curl of this version does not ask for tickets, and BouncyCastle's JSSE does not know them.
            - The JDK's client has TLS_RSA_* only because the tests take it off the JDK's list of disabled
              algorithms.
            - NSS resumes by its `strsclnt`; all else is by its `tstclnt`, which cannot be told to use ALPN or
              small records.
            - TLS-Attacker verifies neither certificates nor signatures; so it stands only where that does not
              matter. For TLS 1.3 it plays the clients further down.

            """;

    private final Map<String, String> versions = new LinkedHashMap<>();
    private final Map<String, Map<Column, String>> cells = new LinkedHashMap<>();

    void absent(Peer peer, String why) {
        versions.put(peer.name(), "**not tested**: " + why);
    }

    void started(Scenario scenario) throws IOException {
        String name = scenario.peer().name();
        if (!versions.containsKey(name)) {
            versions.put(name, scenario.peer().version());
        }
        Map<Column, String> row = cells.computeIfAbsent(name, _ -> new LinkedHashMap<>());
        scenario.columns().forEach(column -> row.put(column, "**failed**"));
    }

    void passed(Scenario scenario) {
        Map<Column, String> row = cells.get(scenario.peer().name());
        scenario.columns().forEach(column -> row.put(column, "yes"));
    }

    void write() throws IOException {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        List<List<String>> rows = new ArrayList<>();
        versions.forEach((name, version) -> rows.add(List.of(name, version)));
        page.append(table(List.of("Client", "Version"), rows));
        Column.all().stream()
                .collect(
                        Collectors.groupingBy(
                                Column::table, LinkedHashMap::new, Collectors.toList()))
                .forEach((title, columns) -> page.append(section(title, columns)));
        ReportPage.write("1-clients", page.toString());
    }

    private String section(String title, List<Column> columns) {
        List<String> head = new ArrayList<>(List.of("Client"));
        columns.forEach(column -> head.add(column.title()));
        List<List<String>> rows = new ArrayList<>();
        cells.forEach((name, results) -> {
            List<String> row = new ArrayList<>(List.of(name));
            columns.forEach(column -> row.add(results.getOrDefault(column, "")));
            rows.add(row);
        });
        return "### " + title + "\n\n" + table(head, rows);
    }

    static String table(List<String> head, List<List<String>> rows) {
        StringBuilder table = new StringBuilder(row(head));
        table.append("|---".repeat(head.size())).append("|\n");
        rows.forEach(cells -> table.append(row(cells)));
        return table.append('\n').toString();
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
