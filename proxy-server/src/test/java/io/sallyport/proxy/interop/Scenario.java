package io.sallyport.proxy.interop;

import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.codepoint.SignatureScheme;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// One handshake that a client must complete.
///
/// @param group null if the suite does without
/// @param feature what it is about, or null for a plain handshake
record Scenario(
        Peer peer,
        CipherSuite cipherSuite,
        NamedGroup group,
        KeyType certificate,
        Feature feature) {

    /// Every suite, group and kind of certificate that the client has, once for each version, and each of
    /// its features: not the product of all.
    static List<Scenario> of(Peer peer) {
        return Stream.of(ProtocolVersion.TLS_1_3, ProtocolVersion.TLS_1_2)
                .flatMap(version -> of(peer, version))
                .distinct()
                .toList();
    }

    private static Stream<Scenario> of(Peer peer, ProtocolVersion version) {
        Abilities abilities = peer.abilities();
        Stream<Scenario> suites = CipherSuite.of(version).stream().map(suite -> plain(peer, suite));
        Stream<Scenario> groups =
                Usual.groups(version)
                        .filter(abilities.groups()::contains)
                        .map(group -> plain(peer, Usual.suite(version, group)).over(group));
        Stream<Scenario> certificates =
                Arrays.stream(KeyType.values())
                        .filter(abilities.certificates()::contains)
                        .map(type -> plain(peer, Usual.suite(version, type)).with(type));
        Stream<Scenario> features =
                Arrays.stream(Feature.values())
                        .filter(abilities.features()::contains)
                        .filter(feature -> feature.isOf(version))
                        .map(feature -> featuring(peer, version, feature));
        return Stream.of(suites, groups, certificates, features)
                .flatMap(scenarios -> scenarios)
                .filter(scenario -> abilities.cipherSuites().contains(scenario.cipherSuite()));
    }

    ProtocolVersion version() {
        return cipherSuite.version();
    }

    /// The columns of the report that it fills: what is unusual about it, or else all that it shows.
    List<Column> columns() {
        if (feature != null) {
            return List.of(Column.of(version(), feature));
        }
        boolean usualGroup = group == Usual.group(cipherSuite);
        boolean usualCertificate = certificate == Usual.certificate(cipherSuite);
        List<Column> columns = new ArrayList<>();
        if (usualGroup && usualCertificate) {
            columns.add(Column.of(cipherSuite));
        }
        if (usualCertificate && group != null && cipherSuite == Usual.suite(version(), group)) {
            columns.add(Column.of(version(), group));
        }
        if (usualGroup && cipherSuite == Usual.suite(version(), certificate)) {
            columns.add(Column.of(version(), certificate));
        }
        return columns;
    }

    /// The name of the test.
    String sentence() {
        return switch (feature) {
            case null -> peer.name() + " completes " + parameters();
            case HELLO_RETRY ->
                    peer.name() + " sends another share when asked for " + group.label();
            case KEY_UPDATE -> peer.name() + " changes its keys and asks us to change ours";
            case PRE_SHARED_KEY, TICKET -> in(" resumes a session by its ticket");
            case SESSION_ID -> in(" resumes a session by its id");
            case EXTENDED_MASTER_SECRET -> in(" binds the secret to the handshake");
            case PKCS1_SIGNATURE -> in(" accepts an RSA signature by PKCS #1 v1.5");
            case SMALL_RECORDS -> in(" gets records no larger than it asks for");
            case ALPN -> in(" agrees with us on a protocol by ALPN");
            case WILDCARD -> in(" accepts the wildcard certificate for the name it asks for");
            case REFUSES_UNKNOWN_ISSUER -> in(" refuses a certificate of an unknown issuer");
        };
    }

    /// The groups that the client is to offer: for a HelloRetryRequest, one comes first of which it sends
    /// a share and that we do not take. It is a curve of the same family, because some clients send a
    /// share for each family at once. In TLS 1.2 they are the curves of certificates, too (RFC 8422,
    /// section 5.1.1).
    List<NamedGroup> offeredGroups() {
        if (feature == Feature.HELLO_RETRY) {
            return List.of(NamedGroup.SECP256R1, group);
        }
        return version() == ProtocolVersion.TLS_1_3
                ? List.of(group)
                : Stream.of(group, curve(certificate), NamedGroup.SECP256R1)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList();
    }

    /// What our side accepts: all, where the client can be told what to offer; else just what this is
    /// about.
    Terms terms() {
        Abilities abilities = peer.abilities();
        boolean anyGroup =
                version() == ProtocolVersion.TLS_1_3
                        && abilities.choosesGroups()
                        && feature != Feature.HELLO_RETRY;
        Terms terms =
                Terms.of(
                        abilities.choosesSuite()
                                ? List.of(CipherSuite.values())
                                : List.of(cipherSuite),
                        group == null || anyGroup ? List.of(NamedGroup.values()) : List.of(group));
        return new Terms(
                terms.cipherSuites(),
                terms.groups(),
                terms.signatureSchemes().stream().filter(allowedSchemes()).toList(),
                feature != Feature.SESSION_ID,
                feature == Feature.EXTENDED_MASTER_SECRET);
    }

    private Predicate<SignatureScheme> allowedSchemes() {
        return feature == Feature.PKCS1_SIGNATURE
                ? scheme -> scheme.label().startsWith("rsa_pkcs1")
                : _ -> true;
    }

    private Scenario over(NamedGroup other) {
        return new Scenario(peer, cipherSuite, other, certificate, feature);
    }

    private Scenario with(KeyType other) {
        return new Scenario(peer, cipherSuite, group, other, feature);
    }

    private String parameters() {
        return cipherSuite.label()
                + (group == null ? "" : " over " + group.label())
                + " with "
                + (article(certificate.label()) + " " + certificate.label())
                + " certificate";
    }

    private String in(String what) {
        return peer.name() + what + " in " + version().label();
    }

    private static Scenario plain(Peer peer, CipherSuite suite) {
        return new Scenario(peer, suite, Usual.group(suite), Usual.certificate(suite), null);
    }

    private static Scenario featuring(Peer peer, ProtocolVersion version, Feature feature) {
        CipherSuite suite =
                feature == Feature.PKCS1_SIGNATURE
                        ? Usual.suite(version, KeyType.RSA)
                        : Usual.suite(version);
        NamedGroup group =
                feature == Feature.HELLO_RETRY ? NamedGroup.SECP384R1 : Usual.group(suite);
        return new Scenario(peer, suite, group, Usual.certificate(suite), feature);
    }

    private static NamedGroup curve(KeyType type) {
        return switch (type) {
            case EC_P256 -> NamedGroup.SECP256R1;
            case EC_P384 -> NamedGroup.SECP384R1;
            case EC_P521 -> NamedGroup.SECP521R1;
            case RSA, RSA_PSS, ED25519, ED448 -> null;
        };
    }

    private static String article(String label) {
        return "AEIR".indexOf(label.charAt(0)) >= 0 ? "an" : "a";
    }
}
