package io.sallyport.proxy.identity;

import io.sallyport.config.model.IdentityField;
import io.sallyport.proxy.clientauth.ClientIdentity;
import io.sallyport.proxy.clientauth.Rejection;
import io.sallyport.tls.event.NegotiatedSession;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What single header fields tell about a client.
final class IdentityValues {
    private static final int RADIX = 16;

    private IdentityValues() {}

    /// The value, or null if there is none.
    ///
    /// @param client whom the client has proved to be, verified or not; null if nobody
    static @Nullable String of(
            IdentityField field,
            @Nullable ClientIdentity client,
            @Nullable NegotiatedSession session) {
        return switch (field) {
            case RESULT -> result(client);
            case VERSION -> session == null ? null : session.version().label();
            case CIPHER_SUITE -> session == null ? null : session.cipherSuite().label();
            case SUBJECT,
                    SUBJECT_CN,
                    ISSUER,
                    SERIAL,
                    FINGERPRINT_SHA256,
                    DNS,
                    URI,
                    EMAIL,
                    NOT_BEFORE,
                    NOT_AFTER ->
                    client == null || !client.isVerified()
                            ? null
                            : emptyToNull(ofVerified(field, client));
        };
    }

    /// Nothing that is refused has the word `verified` in it.
    private static String result(@Nullable ClientIdentity client) {
        if (client == null) {
            return "none";
        }
        Rejection rejection = client.rejection();
        return rejection == null
                ? "verified"
                : "refused:client_certificate_" + rejection.why().name().toLowerCase(Locale.ROOT);
    }

    private static String ofVerified(IdentityField field, ClientIdentity client) {
        X509Certificate certificate = client.certificate();
        return switch (field) {
            case SUBJECT -> HeaderText.name(certificate.getSubjectX500Principal());
            case SUBJECT_CN -> HeaderText.single(client.names().commonName().orElse(""));
            case ISSUER -> HeaderText.name(certificate.getIssuerX500Principal());
            case SERIAL -> client.serialNumber().toString(RADIX);
            case FINGERPRINT_SHA256 -> client.fingerprint();
            case DNS -> HeaderText.dns(client.names().dns());
            case URI -> HeaderText.uris(client.names().uris());
            case EMAIL -> HeaderText.emails(client.names().emails());
            case NOT_BEFORE -> time(certificate.getNotBefore());
            case NOT_AFTER -> time(certificate.getNotAfter());
            case RESULT, VERSION, CIPHER_SUITE ->
                    throw new IllegalArgumentException("not of a certificate: " + field);
        };
    }

    /// As ISO 8601 has it, in UTC.
    private static String time(Date date) {
        return date.toInstant().toString();
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
