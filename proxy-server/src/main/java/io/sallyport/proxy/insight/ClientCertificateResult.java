package io.sallyport.proxy.insight;

import io.sallyport.config.model.ClientAuthMode;
import io.sallyport.proxy.clientauth.ClientIdentity;
import io.sallyport.proxy.clientauth.Rejection;
import io.sallyport.tls.alert.TlsFailure;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What came of a client's certificate, or of the lack of one.
///
/// @param kind how it ended
/// @param reason why; null if the kind is ABSENT or ACCEPTED
public record ClientCertificateResult(Kind kind, @Nullable FailureReason reason) {

    /// How it ended.
    public enum Kind {
        /// The client showed none, and need not.
        ABSENT,
        /// It is good.
        ACCEPTED,
        /// The handshake failed because of it.
        REJECTED,
        /// `required` would have let the handshake fail because of it.
        WOULD_REJECT;

        /// The name in metrics and logs.
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Empty if none was asked for, or the handshake ended for another reason.
    public static Optional<ClientCertificateResult> of(HandshakeReport report) {
        ClientCertificateReport certificate = report.clientCertificate();
        if (certificate == null) {
            return Optional.empty();
        }
        if (report.session() == null) {
            return isAboutCertificate(report)
                    ? Optional.of(new ClientCertificateResult(Kind.REJECTED, report.reason()))
                    : Optional.empty();
        }
        return Optional.of(ofSuccess(certificate.mode(), certificate.identity()));
    }

    private static ClientCertificateResult ofSuccess(
            ClientAuthMode mode, @Nullable ClientIdentity identity) {
        if (identity == null) {
            return mode == ClientAuthMode.OBSERVE
                    ? new ClientCertificateResult(
                            Kind.WOULD_REJECT, FailureReason.CLIENT_CERTIFICATE_MISSING)
                    : new ClientCertificateResult(Kind.ABSENT, null);
        }
        Rejection rejection = identity.rejection();
        return rejection == null
                ? new ClientCertificateResult(Kind.ACCEPTED, null)
                : new ClientCertificateResult(
                        Kind.WOULD_REJECT, FailureClassifier.classify(rejection.why()));
    }

    private static boolean isAboutCertificate(HandshakeReport report) {
        return report.failure() instanceof TlsFailure.ClientCertificateRefused
                || report.reason() == FailureReason.CLIENT_CERTIFICATE_NOT_PROVED;
    }
}
