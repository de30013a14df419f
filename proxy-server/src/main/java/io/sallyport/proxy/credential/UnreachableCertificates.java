package io.sallyport.proxy.credential;

import io.sallyport.tls.credential.Credential;
import io.sallyport.tls.credential.Credentials;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Warns of certificates that no client can ever get, because of those before them.
final class UnreachableCertificates {

    private UnreachableCertificates() {}

    static void warn(List<Credential> credentials, String listener, Findings findings) {
        List<Credential> fallback = Credentials.of(credentials).fallback();
        for (int i = 1; i < credentials.size(); i++) {
            Credential credential = credentials.get(i);
            String path = "listeners." + listener + ".tls.certificates[" + i + "]";
            if (credential.serverNames().isEmpty() && !fallback.contains(credential)) {
                findings.warning(
                        path,
                        "'"
                                + credential.name()
                                + "' is for no server name, so that no client gets it; write it"
                                + " first (clients that connect to an IP address send no name), or"
                                + " give it server_names");
            }
            if (isHidden(credential, credentials.subList(0, i))) {
                findings.warning(
                        path,
                        "'"
                                + credential.name()
                                + "' has the same kind of key as what stands above it for the same"
                                + " names, so that no client gets it; leave one out");
            }
        }
    }

    private static boolean isHidden(Credential credential, List<Credential> above) {
        if (credential.serverNames().isEmpty()) {
            return false;
        }
        Set<String> names = new HashSet<>(credential.serverNames());
        for (Credential other : above) {
            if (other.key().keyType() == credential.key().keyType()) {
                names.removeAll(new HashSet<>(other.serverNames()));
            }
        }
        return names.isEmpty();
    }
}
