package io.sallyport.proxy.clientauth;

import io.sallyport.config.model.ClientAuthMode;
import io.sallyport.config.model.ClientAuthSettings;
import io.sallyport.tls.alert.ClientCertificateRefusal;
import io.sallyport.tls.credential.CertificateChain;
import io.sallyport.tls.credential.ClientCertificates;
import io.sallyport.tls.credential.OcspResponse;
import io.sallyport.tls.negotiation.ClientAuthentication;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Checks the certificates of a listener's clients. Immutable but for the CAs, the CRLs and what is known by OCSP, and
/// thread-safe; takes a millisecond or more, because it verifies signatures by keys that a client has chosen.
public final class ClientCertificateCheck {
    private final ClientAuthSettings settings;
    private final LiveClientTrust trust;
    private final @Nullable OcspStatuses ocsp;
    private final AllowList allowed;
    private final InstantSource clock;

    /// @param trust what the settings name
    /// @param ocsp null: no OCSP responder is asked
    public ClientCertificateCheck(
            ClientAuthSettings settings,
            LiveClientTrust trust,
            @Nullable OcspStatuses ocsp,
            InstantSource clock) {
        this.settings = settings;
        this.trust = trust;
        this.ocsp = ocsp;
        this.allowed = new AllowList(settings.allow());
        this.clock = clock;
    }

    /// What becomes of clients whose certificate is not good.
    public ClientAuthMode mode() {
        return settings.mode();
    }

    /// Whether clients that are connected are closed once their certificates are not good any more.
    public boolean closesRevoked() {
        return settings.closeRevoked();
    }

    /// What the engine asks clients for.
    public ClientAuthentication engineSettings() {
        return new ClientAuthentication(
                mode() == ClientAuthMode.REQUIRED,
                trust.current().bundle().hints(),
                ocsp != null,
                settings.maxChainSize().toIntExact());
    }

    /// Finds out whom certificates name, and whether they are good.
    ///
    /// @param workers where answers of OCSP responders are verified
    /// @return completed at once unless a responder has to be asked; never fails. Empty if one would have to be asked
    ///     for a session to be resumed: the session is no good then, and the client has to show its certificates anew
    public CompletionStage<Optional<ClientIdentity>> check(
            ClientCertificates shown, Executor workers) {
        CertificateChain chain = shown.chain();
        SubjectNames names;
        try {
            names = SubjectNames.of(chain.endEntity());
        } catch (CertificateParsingException | RuntimeException _) {
            // a parser that trips over a name that a client chose is no fault of ours
            return found(
                    chain,
                    SubjectNames.NONE,
                    new Rejection(
                            ClientCertificateRefusal.INVALID,
                            chain.endEntity(),
                            "has names that cannot be read"));
        }
        Validity validity = new Validity(clock.instant(), settings.clockSkew());
        try {
            requireLength(chain);
            ClientTrust current = trust.current();
            List<List<X509Certificate>> paths =
                    goodPaths(chain.certificates(), current.bundle(), validity);
            requireAllowed(chain, names);
            return new PathStanding(settings, current.revocation(), ocsp, validity, shown, workers)
                    .ofAny(paths)
                    .thenApply(standing -> identity(chain, names, standing));
        } catch (RejectedException e) {
            return found(chain, names, e.rejection());
        }
    }

    /// The same for a client that was let in, at once and without asking anybody.
    ///
    /// @return empty if somebody would have to be asked
    public Optional<ClientIdentity> checkAgain(CertificateChain chain) {
        List<Optional<OcspResponse>> nothingStapled =
                Collections.nCopies(chain.certificates().size(), Optional.empty());
        return check(new ClientCertificates(chain, nothingStapled, true), Runnable::run)
                .toCompletableFuture()
                .join();
    }

    private static CompletionStage<Optional<ClientIdentity>> found(
            CertificateChain chain, SubjectNames names, Rejection rejection) {
        return CompletableFuture.completedFuture(
                Optional.of(new ClientIdentity(chain, names, List.of(), rejection)));
    }

    private static Optional<ClientIdentity> identity(
            CertificateChain chain, SubjectNames names, Standing standing) {
        return switch (standing) {
            case Standing.Good(List<X509Certificate> path) ->
                    Optional.of(new ClientIdentity(chain, names, path, null));
            case Standing.Refused(Rejection rejection) ->
                    Optional.of(new ClientIdentity(chain, names, List.of(), rejection));
            case Standing.Open _ -> Optional.empty();
        };
    }

    /// Before anybody is asked whether the certificate is revoked: who is not let in anyhow makes us ask nobody.
    private void requireAllowed(CertificateChain chain, SubjectNames names)
            throws RejectedException {
        if (!allowed.contains(chain.endEntity(), chain.encodings().getFirst(), names)) {
            throw new RejectedException(
                    ClientCertificateRefusal.NOT_ALLOWED,
                    chain.endEntity(),
                    "is good, but names nobody that this listener allows");
        }
    }

    private void requireLength(CertificateChain chain) throws RejectedException {
        int length = chain.certificates().size();
        if (length > settings.maxChainLength()) {
            throw new RejectedException(
                    ClientCertificateRefusal.TOO_LONG,
                    chain.endEntity(),
                    "came in a chain of "
                            + length
                            + "; this listener looks at "
                            + settings.maxChainLength()
                            + " at most");
        }
    }

    /// Those that are good but for what is revoked; at least one. If there is none, the first of all tells why.
    private static List<List<X509Certificate>> goodPaths(
            List<X509Certificate> sent, TrustBundle bundle, Validity validity)
            throws RejectedException {
        List<List<X509Certificate>> good = new ArrayList<>();
        RejectedException first = null;
        for (List<X509Certificate> path : paths(sent, bundle)) {
            try {
                requireGood(path, bundle, validity);
                good.add(path);
            } catch (RejectedException e) {
                first = first == null ? e : first;
            }
        }
        if (good.isEmpty()) {
            throw first == null ? unknown(sent) : first;
        }
        return good;
    }

    private static List<List<X509Certificate>> paths(List<X509Certificate> sent, TrustBundle bundle)
            throws RejectedException {
        try {
            return PathSearch.find(bundle, sent);
        } catch (RuntimeException _) {
            // key identifiers that cannot be read
            throw new RejectedException(
                    ClientCertificateRefusal.INVALID, sent.getFirst(), "cannot be read");
        }
    }

    private static void requireGood(
            List<X509Certificate> path, TrustBundle bundle, Validity validity)
            throws RejectedException {
        Strength.require(path);
        validity.require(path);
        Usage.require(path);
        PathValidation.require(path, bundle, validity.common(path));
    }

    /// A certificate that is signed by its own key has no issuer to be looked for.
    private static RejectedException unknown(List<X509Certificate> sent) {
        return new RejectedException(
                ClientCertificateRefusal.UNKNOWN_CA,
                sent.getFirst(),
                PathValidation.isSelfIssued(sent.getFirst())
                        ? "is signed by its own key, and is none of the trusted CAs'"
                        : sent.size() == 1
                                ? "leads to no trusted CA; the client sent no intermediate certificate"
                                : "leads to no trusted CA by what the client sent along");
    }
}
