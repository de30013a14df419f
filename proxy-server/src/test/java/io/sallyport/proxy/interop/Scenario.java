package io.sallyport.proxy.interop;

import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.ProtocolVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// One handshake that a client must complete.
///
/// @param group null if the client encrypts a secret to the key of the certificate
/// @param feature what it is about, or null for a plain handshake
record Scenario(
        Peer peer,
        CipherSuite cipherSuite,
        NamedGroup group,
        KeyType certificate,
        Feature feature) {

    /// What every client has.
    private static final CipherSuite USUAL_SUITE = CipherSuite.TLS_AES_128_GCM_SHA256;

    private static final CipherSuite USUAL_TLS_1_2_SUITE =
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256;

    /// P-256 has to be among them for the sake of the certificate.
    private static final List<NamedGroup> TLS_1_2_CURVES =
            List.of(NamedGroup.X25519, NamedGroup.SECP256R1);

    private static final List<NamedGroup> TLS_1_2_GROUPS =
            List.of(NamedGroup.X25519, NamedGroup.SECP256R1, NamedGroup.FFDHE2048);

    private static final NamedGroup USUAL_GROUP = NamedGroup.X25519;
    private static final KeyType USUAL_CERTIFICATE = KeyType.EC_P256;

    /// Every suite, group and kind of certificate that the client has, once, and each of its features:
    /// not the product of all.
    static List<Scenario> of(Peer peer) {
        Abilities abilities = peer.abilities();
        Stream<Scenario> suites =
                Arrays.stream(CipherSuite.values())
                        .filter(abilities.cipherSuites()::contains)
                        .map(suite -> plain(peer, suite, group(suite), certificate(suite)));
        Stream<Scenario> groups =
                Arrays.stream(NamedGroup.values())
                        .filter(abilities.groups()::contains)
                        .map(group -> plain(peer, USUAL_SUITE, group, USUAL_CERTIFICATE));
        Stream<Scenario> certificates =
                Arrays.stream(KeyType.values())
                        .filter(abilities.certificates()::contains)
                        .map(type -> plain(peer, USUAL_SUITE, USUAL_GROUP, type));
        Stream<Scenario> features =
                Arrays.stream(Feature.values())
                        .filter(abilities.features()::contains)
                        .map(feature -> featuring(peer, feature));
        return Stream.of(suites, groups, certificates, features)
                .flatMap(scenarios -> scenarios)
                .distinct()
                .toList();
    }

    /// The columns of the report that it fills: what is unusual about it, or else all that it shows.
    List<Column> columns() {
        if (feature != null) {
            return List.of(Column.of(feature));
        }
        if (isTls12()) {
            return List.of(Column.of(cipherSuite));
        }
        boolean usual =
                cipherSuite == USUAL_SUITE
                        && group == USUAL_GROUP
                        && certificate == USUAL_CERTIFICATE;
        List<Column> columns = new ArrayList<>();
        if (usual || cipherSuite != USUAL_SUITE) {
            columns.add(Column.of(cipherSuite));
        }
        if (usual || group != USUAL_GROUP) {
            columns.add(Column.of(group));
        }
        if (usual || certificate != USUAL_CERTIFICATE) {
            columns.add(Column.of(certificate));
        }
        return columns;
    }

    /// The name of the test.
    String sentence() {
        String parameters =
                cipherSuite.label()
                        + (group == null ? "" : " over " + group.label())
                        + " with "
                        + (article(certificate.label()) + " " + certificate.label())
                        + " certificate";
        return switch (feature) {
            case null -> peer.name() + " completes " + parameters;
            case HELLO_RETRY ->
                    peer.name() + " sends another share when asked for " + group.label();
            case SMALL_RECORDS -> peer.name() + " gets records no larger than it asks for";
            case KEY_UPDATE -> peer.name() + " changes its keys and asks us to change ours";
            case ALPN -> peer.name() + " agrees with us on a protocol by ALPN";
            case WILDCARD ->
                    peer.name() + " accepts the wildcard certificate for the name it asks for";
            case REFUSES_UNKNOWN_ISSUER ->
                    peer.name() + " refuses a certificate of an unknown issuer";
            case TICKET -> peer.name() + " resumes a session of TLS 1.2 by its ticket";
            case SESSION_ID -> peer.name() + " resumes a session of TLS 1.2 by its id";
        };
    }

    /// The groups that the client is to offer: for a HelloRetryRequest, one comes first of which it sends
    /// a share and that we do not take. It is a curve of the same family, because some clients send a
    /// share for each family at once.
    List<NamedGroup> offeredGroups() {
        if (isTls12()) {
            return peer.abilities().groups().contains(NamedGroup.FFDHE2048)
                    ? TLS_1_2_GROUPS
                    : TLS_1_2_CURVES;
        }
        return feature == Feature.HELLO_RETRY
                ? List.of(NamedGroup.SECP256R1, group)
                : List.of(group);
    }

    /// What our side accepts: all, where the client can be told what to offer; else just what this is
    /// about.
    Terms terms() {
        Abilities abilities = peer.abilities();
        if (isTls12()) {
            return new Terms(
                    abilities.choosesSuite()
                            ? CipherSuite.of(ProtocolVersion.TLS_1_2)
                            : List.of(cipherSuite),
                    TLS_1_2_GROUPS,
                    feature != Feature.SESSION_ID);
        }
        return new Terms(
                abilities.choosesSuite()
                        ? CipherSuite.of(ProtocolVersion.TLS_1_3)
                        : List.of(cipherSuite),
                abilities.choosesGroups() && feature != Feature.HELLO_RETRY
                        ? List.of(NamedGroup.values())
                        : List.of(group));
    }

    private static Scenario plain(
            Peer peer, CipherSuite suite, NamedGroup group, KeyType certificate) {
        return new Scenario(peer, suite, group, certificate, null);
    }

    private static Scenario featuring(Peer peer, Feature feature) {
        NamedGroup group = feature == Feature.HELLO_RETRY ? NamedGroup.SECP384R1 : USUAL_GROUP;
        CipherSuite suite = feature.resumes() ? USUAL_TLS_1_2_SUITE : USUAL_SUITE;
        return new Scenario(peer, suite, group, USUAL_CERTIFICATE, feature);
    }

    boolean isTls12() {
        return cipherSuite.version() == ProtocolVersion.TLS_1_2;
    }

    private static NamedGroup group(CipherSuite suite) {
        return switch (suite.keyExchange()) {
            case ANY, ECDHE_ECDSA, ECDHE_RSA -> USUAL_GROUP;
            case DHE_RSA -> NamedGroup.FFDHE2048;
            case RSA -> null;
        };
    }

    private static KeyType certificate(CipherSuite suite) {
        return switch (suite.keyExchange()) {
            case ANY, ECDHE_ECDSA -> USUAL_CERTIFICATE;
            case ECDHE_RSA, DHE_RSA, RSA -> KeyType.RSA;
        };
    }

    private static String article(String label) {
        return "AEIR".indexOf(label.charAt(0)) >= 0 ? "an" : "a";
    }
}
