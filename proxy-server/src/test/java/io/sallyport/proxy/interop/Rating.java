package io.sallyport.proxy.interop;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A grade by the arithmetic of SSL Labs' server rating guide, version 2009q, worked out from what
/// testssl.sh found, because its release 3.0 gives none. Each part is a mark from 0 to 100.
///
/// @param protocols the mean of the best and the worst version
/// @param keyExchange of the weakest key
/// @param ciphers the mean of the strongest and the weakest
record Rating(int protocols, int keyExchange, int ciphers) {
    private static final Map<String, Integer> VERSIONS =
            Map.of("SSLv2", 0, "SSLv3", 80, "TLS1", 90, "TLS1_1", 95, "TLS1_2", 100, "TLS1_3", 100);

    private static final int WEAKEST_FOR_A = 80;
    private static final int WEAKEST_FOR_B = 65;

    static Rating of(List<Finding> findings) {
        return new Rating(
                meanOfExtremes(versions(findings)),
                keys(findings).min().orElse(0),
                meanOfExtremes(suites(findings)));
    }

    int total() {
        return Math.round(0.3f * protocols + 0.3f * keyExchange + 0.4f * ciphers);
    }

    /// Without the plus, which is for applications that send Strict-Transport-Security, and the minus. By
    /// the guide's later rules, versions before TLS 1.2 cap it at B.
    String grade() {
        if (protocols == 0 || keyExchange == 0 || ciphers == 0) {
            return "F";
        }
        if (total() >= WEAKEST_FOR_A && protocols == 100) {
            return "A";
        }
        return total() >= WEAKEST_FOR_B ? "B" : "C or worse";
    }

    private static IntStream versions(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.text().startsWith("offered"))
                .filter(finding -> VERSIONS.containsKey(finding.id()))
                .mapToInt(finding -> VERSIONS.get(finding.id()));
    }

    /// Of the certificates and of the groups for Diffie-Hellman in finite fields.
    private static IntStream keys(List<Finding> findings) {
        return findings.stream()
                .filter(finding ->
                        finding.id().startsWith("cert_keySize") || finding.id().equals("DH_groups"))
                .flatMap(finding -> Stream.of(finding.text().split("(?=ffdhe|EC|RSA)")))
                .filter(key -> key.matches("(?:ffdhe|EC |RSA )\\d+.*"))
                .mapToInt(Rating::keyMark);
    }

    /// An elliptic curve's key counts as one of RSA with the same strength.
    private static int keyMark(String key) {
        int bits = Integer.parseInt(key.replaceAll("\\D*(\\d+).*", "$1"));
        int asRsa = key.startsWith("EC") ? bits * 12 : bits;
        if (asRsa < 1024) {
            return 40;
        }
        return asRsa < 2048 ? 80 : asRsa < 4096 ? 90 : 100;
    }

    private static IntStream suites(List<Finding> findings) {
        return findings.stream()
                .filter(finding ->
                        finding.id().startsWith("cipherorder_")
                                || finding.id().equals("PFS_ciphers"))
                .flatMap(finding -> Stream.of(finding.text().split("\\s+")))
                .mapToInt(Rating::cipherMark);
    }

    private static int cipherMark(String suite) {
        if (suite.contains("256-GCM") || suite.contains("256_GCM") || suite.contains("CHACHA20")) {
            return 100;
        }
        return suite.contains("128") ? 80 : 0;
    }

    private static int meanOfExtremes(IntStream marks) {
        int[] sorted = marks.sorted().toArray();
        return sorted.length == 0 ? 0 : (sorted[0] + sorted[sorted.length - 1]) / 2;
    }
}
