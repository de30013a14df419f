package io.sallyport.proxy.insight;

import io.sallyport.tls.codepoint.CodePoints;
import io.sallyport.tls.codepoint.ExtensionType;
import io.sallyport.tls.event.ClientHelloInfo;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The JA4 fingerprint of a ClientHello (FoxIO, JA4: TLS Client Fingerprinting): the same for the same
/// build of a client wherever it connects to, so that unnamed clients can be told apart.
///
/// Costs two SHA-256 hashes and some sorting: to be computed when it is shown, not for every
/// connection.
public final class Ja4 {
    private static final HexFormat HEX = HexFormat.of();
    private static final String NOTHING = "000000000000";

    private Ja4() {}

    /// The fingerprint, such as `t13d1516h2_8daaf6152771_e5627efa2ab1`.
    public static String of(ClientHelloInfo hello) {
        String ciphers = join(withoutGrease(hello.cipherSuites()).sorted());
        return prefix(hello) + '_' + hash(ciphers, ciphers) + '_' + extensionHash(hello);
    }

    private static String prefix(ClientHelloInfo hello) {
        return 't'
                + version(hello)
                + (hello.extensions().contains(ExtensionType.SERVER_NAME) ? 'd' : 'i')
                + count(hello.cipherSuites())
                + count(hello.extensions())
                + protocol(hello.applicationProtocols());
    }

    private static String version(ClientHelloInfo hello) {
        int version = withoutGrease(hello.supportedVersions()).max().orElse(hello.legacyVersion());
        return switch (version) {
            case 0x0304 -> "13";
            case 0x0303 -> "12";
            case 0x0302 -> "11";
            case 0x0301 -> "10";
            case 0x0300 -> "s3";
            case 0x0002 -> "s2";
            default -> "00";
        };
    }

    private static String count(CodePoints values) {
        return String.format(Locale.ROOT, "%02d", Math.min(99, withoutGrease(values).count()));
    }

    private static String protocol(List<String> protocols) {
        if (protocols.isEmpty() || protocols.getFirst().isEmpty()) {
            return "00";
        }
        String first = protocols.getFirst();
        char head = first.charAt(0);
        char tail = first.charAt(first.length() - 1);
        if (isAlphanumeric(head) && isAlphanumeric(tail)) {
            return "" + head + tail;
        }
        return "" + HEX.toHighHexDigit(head) + HEX.toLowHexDigit(tail);
    }

    private static boolean isAlphanumeric(char c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }

    private static String extensionHash(ClientHelloInfo hello) {
        String extensions =
                join(withoutGrease(hello.extensions()).filter(type -> !isInPrefix(type)).sorted());
        String schemes = join(withoutGrease(hello.signatureSchemes()));
        return hash(extensions, schemes.isEmpty() ? extensions : extensions + '_' + schemes);
    }

    private static boolean isInPrefix(int type) {
        return type == ExtensionType.SERVER_NAME.code()
                || type == ExtensionType.APPLICATION_LAYER_PROTOCOL_NEGOTIATION.code();
    }

    private static IntStream withoutGrease(CodePoints values) {
        return values.stream().filter(value -> !CodePoints.isGrease(value));
    }

    private static String join(IntStream values) {
        return values.mapToObj(value -> HEX.toHexDigits((short) value))
                .collect(Collectors.joining(","));
    }

    /// The first twelve hexadecimal digits of the hash of `text`, unless the list before it is empty.
    private static String hash(String list, String text) {
        if (list.isEmpty()) {
            return NOTHING;
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.US_ASCII));
            return HEX.formatHex(digest, 0, NOTHING.length() / 2);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }
}
