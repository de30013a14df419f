package io.sallyport.proxy.credential;

import io.sallyport.tls.crypto.Secret;
import java.util.ArrayList;
import java.util.List;

/// Secrets in their order, none twice. For one thread.
final class DistinctSecrets implements AutoCloseable {
    private final List<Named> secrets = new ArrayList<>();

    private record Named(String name, Secret secret, Secret identity) {}

    /// @param name what messages call it
    /// @param secret taken over
    /// @param identity what no two may have in common
    /// @param same how messages say that two have it in common
    /// @throws UnusableException if one before it has the same identity
    void add(String name, Secret secret, Secret identity, String same) throws UnusableException {
        for (Named other : secrets) {
            if (other.identity().equals(identity)) {
                throw new UnusableException(
                        name + " " + same + " as " + other.name() + "; make another one");
            }
        }
        secrets.add(new Named(name, secret, identity));
    }

    List<Secret> all() {
        return secrets.stream().map(Named::secret).toList();
    }

    @Override
    public void close() {
        secrets.forEach(each -> each.secret().close());
    }
}
