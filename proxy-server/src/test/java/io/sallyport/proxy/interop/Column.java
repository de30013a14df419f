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
    private static final String GROUPS = "Groups";
    private static final String CERTIFICATES = "Certificates";
    private static final String FEATURES = "Beyond the plain handshake";

    static Column of(CipherSuite suite) {
        return new Column(
                suite.version() == ProtocolVersion.TLS_1_3 ? SUITES : TLS_1_2_SUITES,
                suite.label());
    }

    static Column of(NamedGroup group) {
        return new Column(GROUPS, group.label());
    }

    static Column of(KeyType certificate) {
        return new Column(CERTIFICATES, certificate.label());
    }

    static Column of(Feature feature) {
        return new Column(FEATURES, feature.title());
    }

    /// All columns in the order of the report.
    static List<Column> all() {
        return Stream.of(
                        Arrays.stream(CipherSuite.values()).map(Column::of),
                        Arrays.stream(NamedGroup.values()).map(Column::of),
                        Arrays.stream(KeyType.values()).map(Column::of),
                        Arrays.stream(Feature.values()).map(Column::of))
                .flatMap(columns -> columns)
                .toList();
    }
}
