package io.sallyport.proxy.interop;

import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.ProtocolVersion;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// A column of the report: in which table, under which title.
record Column(String table, String title) {
    private static final String SUITES = "Cipher suites of TLS 1.3";
    private static final String TLS_1_2_SUITES =
            "Cipher suites of TLS 1.2, the six of mozilla-intermediate-6.0 first, then those that"
                    + " compatible-2026-11 adds";

    static Column of(CipherSuite suite) {
        return new Column(
                suite.version() == ProtocolVersion.TLS_1_3 ? SUITES : TLS_1_2_SUITES,
                suite.label());
    }

    static Column of(ProtocolVersion version, NamedGroup group) {
        return of(version, "Groups", group.label());
    }

    static Column of(ProtocolVersion version, KeyType certificate) {
        return of(version, "Certificates", certificate.label());
    }

    static Column of(ProtocolVersion version, Feature feature) {
        return of(version, "Beyond the plain handshake", feature.title());
    }

    /// All columns in the order of the report.
    static List<Column> all() {
        return Stream.of(ProtocolVersion.TLS_1_3, ProtocolVersion.TLS_1_2)
                .flatMap(Column::all)
                .toList();
    }

    private static Stream<Column> all(ProtocolVersion version) {
        return Stream.of(
                        CipherSuite.of(version).stream().map(Column::of),
                        Usual.groups(version).map(group -> of(version, group)),
                        Arrays.stream(KeyType.values()).map(type -> of(version, type)),
                        Arrays.stream(Feature.values())
                                .filter(feature -> feature.isOf(version))
                                .map(feature -> of(version, feature)))
                .flatMap(columns -> columns);
    }

    private static Column of(ProtocolVersion version, String table, String title) {
        return new Column(table + " in " + version.label().replace("v", " "), title);
    }
}
