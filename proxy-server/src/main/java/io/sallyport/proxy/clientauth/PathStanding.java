package io.sallyport.proxy.clientauth;

import io.sallyport.config.model.ClientAuthSettings;
import io.sallyport.config.model.OcspFailure;
import io.sallyport.config.model.OcspScope;
import io.sallyport.config.model.OcspSettings;
import io.sallyport.config.model.StaleCrl;
import io.sallyport.tls.alert.ClientCertificateRefusal;
import io.sallyport.tls.credential.ClientCertificates;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Whether certificates of a client are revoked, by OCSP and by CRLs. To be asked of paths that are good otherwise: it
/// believes their keys, and asks whom they name.
///
/// OCSP comes first, and CRLs stand in where it has no answer. Who is revoked by either is revoked.
///
/// @param lists null: there are none
/// @param ocsp null: nobody is asked
/// @param shown by the client
/// @param workers where answers are verified
record PathStanding(
        ClientAuthSettings settings,
        @Nullable RevocationLists lists,
        @Nullable OcspStatuses ocsp,
        Validity validity,
        ClientCertificates shown,
        Executor workers) {
    private static final OcspAnswer NOT_ASKED = new OcspAnswer.NotAsked();

    /// One path that is not revoked is enough. If there is none, the first tells why.
    ///
    /// @return completed at once unless a responder has to be asked; never fails
    CompletionStage<Standing> ofAny(List<List<X509Certificate>> paths) {
        Iterator<List<X509Certificate>> rest = paths.iterator();
        return of(rest.next()).thenCompose(first -> orOfNext(first, rest));
    }

    private CompletionStage<Standing> orOfNext(
            Standing first, Iterator<List<X509Certificate>> rest) {
        return !(first instanceof Standing.Refused) || !rest.hasNext()
                ? CompletableFuture.completedFuture(first)
                : of(rest.next())
                        .thenCompose(next ->
                                next instanceof Standing.Refused
                                        ? orOfNext(first, rest)
                                        : CompletableFuture.completedFuture(next));
    }

    private CompletionStage<Standing> of(List<X509Certificate> path) {
        try {
            requireUnlisted(path);
        } catch (RejectedException e) {
            return CompletableFuture.completedFuture(new Standing.Refused(e.rejection()));
        }
        List<CompletableFuture<OcspAnswer>> answers = new ArrayList<>();
        for (int i = 0; i + 1 < path.size(); i++) {
            Optional<CompletableFuture<OcspAnswer>> answer = answer(path, i);
            if (answer.isEmpty()) {
                return CompletableFuture.completedFuture(new Standing.Open());
            }
            answers.add(answer.get());
        }
        return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                .thenApply(
                        _ -> judged(path, answers.stream().map(CompletableFuture::join).toList()));
    }

    private void requireUnlisted(List<X509Certificate> path) throws RejectedException {
        if (lists != null) {
            new Revocation(lists, StaleCrl.ACCEPT, validity).require(path);
        }
    }

    /// Empty if somebody would have to be asked, and must not.
    private Optional<CompletableFuture<OcspAnswer>> answer(List<X509Certificate> path, int index) {
        if (ocsp == null || !isAskedAbout(index)) {
            return Optional.of(CompletableFuture.completedFuture(NOT_ASKED));
        }
        OcspQuestion question = new OcspQuestion(path.get(index), path.get(index + 1));
        int at = shown.chain().certificates().indexOf(question.certificate());
        if (at >= 0) {
            shown.ocspResponses().get(at).ifPresent(stapled -> ocsp.offer(question, stapled));
        }
        return ocsp.known(question)
                .map(CompletableFuture::completedFuture)
                .or(() ->
                        shown.ofSession()
                                ? Optional.empty()
                                : Optional.of(ocsp.ask(question, workers)));
    }

    private boolean isAskedAbout(int index) {
        return index == 0
                || settings.ocsp().map(OcspSettings::scope).equals(Optional.of(OcspScope.CHAIN));
    }

    private Standing judged(List<X509Certificate> path, List<OcspAnswer> answers) {
        try {
            for (int i = 0; i < answers.size(); i++) {
                require(answers.get(i), path.get(i), path.get(i + 1));
            }
            return new Standing.Good(path);
        } catch (RejectedException e) {
            return new Standing.Refused(e.rejection());
        }
    }

    private void require(OcspAnswer answer, X509Certificate certificate, X509Certificate issuer)
            throws RejectedException {
        switch (answer) {
            case OcspAnswer.NotAsked _ -> requireByCrl(settings.staleCrl(), certificate, issuer);
            case OcspAnswer.Status status when isRevoked(status.delegate(), issuer) ->
                    requireWithout(
                            "its issuer's OCSP responder has a certificate that is revoked",
                            certificate,
                            issuer);
            case OcspAnswer.Status status -> requireGood(status, certificate);
            case OcspAnswer.None none -> requireWithout(none.words(), certificate, issuer);
        }
    }

    private static void requireGood(OcspAnswer.Status status, X509Certificate certificate)
            throws RejectedException {
        if (status.result() == OcspResult.REVOKED) {
            throw new RejectedException(
                    ClientCertificateRefusal.REVOKED,
                    certificate,
                    "is revoked"
                            + (status.revokedAt() == null
                                    ? ""
                                    : " since " + Validity.words(status.revokedAt()))
                            + ", says an OCSP response of "
                            + Validity.words(status.thisUpdate()));
        }
        if (status.result() == OcspResult.UNKNOWN) {
            throw new RejectedException(
                    ClientCertificateRefusal.REVOCATION_UNKNOWN,
                    certificate,
                    "is not known to its issuer, says an OCSP response of "
                            + Validity.words(status.thisUpdate()));
        }
    }

    /// There is no answer: a current CRL is as good as one.
    private void requireWithout(String why, X509Certificate certificate, X509Certificate issuer)
            throws RejectedException {
        if (lists != null && hasCurrentCrl(certificate, issuer)) {
            return;
        }
        if (ocspFailure() == OcspFailure.REFUSE) {
            throw new RejectedException(
                    ClientCertificateRefusal.REVOCATION_UNKNOWN,
                    certificate,
                    "may be revoked: " + why);
        }
        requireByCrl(settings.staleCrl(), certificate, issuer);
    }

    private OcspFailure ocspFailure() {
        return settings.ocsp().map(OcspSettings::failure).orElse(OcspFailure.REFUSE);
    }

    private boolean hasCurrentCrl(X509Certificate certificate, X509Certificate issuer) {
        try {
            requireByCrl(StaleCrl.REFUSE, certificate, issuer);
            return true;
        } catch (RejectedException _) {
            return false;
        }
    }

    private boolean isRevoked(@Nullable X509Certificate delegate, X509Certificate issuer) {
        try {
            if (delegate != null) {
                requireByCrl(StaleCrl.ACCEPT, delegate, issuer);
            }
            return false;
        } catch (RejectedException _) {
            return true;
        }
    }

    private void requireByCrl(StaleCrl stale, X509Certificate certificate, X509Certificate issuer)
            throws RejectedException {
        if (lists != null) {
            new Revocation(lists, stale, validity).require(certificate, issuer);
        }
    }
}
