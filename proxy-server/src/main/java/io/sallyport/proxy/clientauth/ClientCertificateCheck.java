package io.sallyport.proxy.clientauth;

import io.sallyport.config.model.ClientAuthMode;
import io.sallyport.config.model.ClientAuthSettings;
import io.sallyport.tls.alert.ClientCertificateRefusal;
import io.sallyport.tls.credential.CertificateChain;
import io.sallyport.tls.negotiation.ClientAuthentication;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;

/// Checks the certificates of a listener's clients. Immutable but for the CAs and the CRLs, and thread-safe; takes a millisecond or more, because it
/// verifies signatures by keys that a client has chosen.
public final class ClientCertificateCheck {
    private final ClientAuthSettings settings;
    private final LiveClientTrust trust;
    private final AllowList allowed;
    private final InstantSource clock;

    /// @param trust what the settings name
    public ClientCertificateCheck(
            ClientAuthSettings settings, LiveClientTrust trust, InstantSource clock) {
        this.settings = settings;
        this.trust = trust;
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
                mode() == ClientAuthMode.REQUIRED, trust.current().bundle().hints(), false);
    }

    /// Finds out whom a chain names, and whether it is good.
    public ClientIdentity check(CertificateChain chain) {
        X509Certificate own = chain.endEntity();
        SubjectNames names;
        try {
            names = SubjectNames.of(own);
        } catch (CertificateParsingException | RuntimeException _) {
            // a parser that trips over a name that a client chose is no fault of ours
            return new ClientIdentity(
                    chain,
                    SubjectNames.NONE,
                    List.of(),
                    new Rejection(
                            ClientCertificateRefusal.INVALID,
                            own,
                            "has names that cannot be read"));
        }
        try {
            return new ClientIdentity(chain, names, verified(chain, names), null);
        } catch (RejectedException e) {
            return new ClientIdentity(chain, names, List.of(), e.rejection());
        }
    }

    private List<X509Certificate> verified(CertificateChain chain, SubjectNames names)
            throws RejectedException {
        requireLength(chain);
        List<X509Certificate> path = goodPath(chain.certificates(), trust.current());
        if (!allowed.contains(chain.endEntity(), chain.encodings().getFirst(), names)) {
            throw new RejectedException(
                    ClientCertificateRefusal.NOT_ALLOWED,
                    chain.endEntity(),
                    "is good, but names nobody that this listener allows");
        }
        return path;
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

    /// One good path is enough. If there is none, the first tells why.
    private List<X509Certificate> goodPath(List<X509Certificate> sent, ClientTrust current)
            throws RejectedException {
        RejectedException first = null;
        for (List<X509Certificate> path : paths(sent, current.bundle())) {
            try {
                requireGood(path, current);
                return path;
            } catch (RejectedException e) {
                first = first == null ? e : first;
            }
        }
        throw first == null ? unknown(sent) : first;
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

    private void requireGood(List<X509Certificate> path, ClientTrust current)
            throws RejectedException {
        Validity validity = new Validity(clock.instant(), settings.clockSkew());
        Strength.require(path);
        validity.require(path);
        Usage.require(path);
        PathValidation.require(path, current.bundle(), validity.common(path));
        RevocationLists revocation = current.revocation();
        if (revocation != null) {
            new Revocation(revocation, settings.staleCrl(), validity).require(path);
        }
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
