package io.sallyport.tls.resumption;

import io.sallyport.tls.crypto.Secret;
import io.sallyport.tls.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// Secrets by names of a word.
final class SharedSecrets {
    static final Duration LIFETIME = Duration.ofHours(24);
    static final byte[] STATE = {1, 2, 3};

    private SharedSecrets() {}

    static SharedTicketSecrets source(String context, String... names) {
        return new SharedTicketSecrets(TestServer.CRYPTO, secrets(names), context, LIFETIME);
    }

    static List<Secret> secrets(String... names) {
        return Stream.of(names)
                .map(name ->
                        Secret.owning((name + " ".repeat(32)).getBytes(StandardCharsets.US_ASCII)))
                .toList();
    }
}
