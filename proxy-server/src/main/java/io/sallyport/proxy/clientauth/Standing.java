package io.sallyport.proxy.clientauth;

import java.security.cert.X509Certificate;
import java.util.List;

/// What became of asking whether the certificates of a path are revoked.
sealed interface Standing {

    /// None of them is.
    record Good(List<X509Certificate> path) implements Standing {}

    /// One of them is, or it cannot be told.
    record Refused(Rejection rejection) implements Standing {}

    /// Somebody would have to be asked, and is not, because a session is to be resumed: it has to begin anew.
    record Open() implements Standing {}
}
