package io.sallyport.proxy.clientauth;

import io.sallyport.tls.alert.ClientCertificateRefusal;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.List;
import java.util.Locale;

/// Whether certificates are valid at a time, or near enough.
///
/// @param now what the clock says
/// @param skew by how much it may differ from others
record Validity(Instant now, Duration skew) {
    private static final DateTimeFormatter WORDS =
            DateTimeFormatter.ofPattern("d MMMM uuuu 'at' HH:mm:ss 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    /// @throws RejectedException if one of them is not
    void require(List<X509Certificate> path) throws RejectedException {
        for (X509Certificate certificate : path) {
            Instant from = certificate.getNotBefore().toInstant();
            Instant to = certificate.getNotAfter().toInstant();
            if (isOver(to)) {
                throw new RejectedException(
                        ClientCertificateRefusal.EXPIRED,
                        certificate,
                        "expired on " + WORDS.format(to) + "; " + clock());
            }
            if (isYetToCome(from)) {
                throw new RejectedException(
                        ClientCertificateRefusal.NOT_YET_VALID,
                        certificate,
                        "is not valid before " + WORDS.format(from) + "; " + clock());
            }
        }
    }

    /// A time at which all of them are valid without any skew, as near to now as can be. If there is none, because one
    /// is just over and another has just begun, it is the end of what is over.
    Date common(List<X509Certificate> path) {
        Instant moment = now;
        for (X509Certificate certificate : path) {
            Instant from = certificate.getNotBefore().toInstant();
            moment = moment.isBefore(from) ? from : moment;
        }
        for (X509Certificate certificate : path) {
            Instant to = certificate.getNotAfter().toInstant();
            moment = moment.isAfter(to) ? to : moment;
        }
        return Date.from(moment);
    }

    /// Whether that time has passed.
    boolean isOver(Instant time) {
        return now.isAfter(time.plus(skew));
    }

    /// Whether that time has not come.
    boolean isYetToCome(Instant time) {
        return now.isBefore(time.minus(skew));
    }

    /// A time in words.
    static String words(Instant time) {
        return WORDS.format(time);
    }

    /// What the clock says, in words.
    String clock() {
        return "the clock here says " + WORDS.format(now);
    }
}
