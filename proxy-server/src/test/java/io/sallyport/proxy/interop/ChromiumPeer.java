package io.sallyport.proxy.interop;

import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.KeyExchangeAlgorithm;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.NamedGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;

/// Chromium without a screen: what it got to see is the text of the page.
final class ChromiumPeer implements Peer {
    private final Chromium chromium;

    /// @param folder that it may use as its home
    ChromiumPeer(Path authorities, Path folder) {
        this.chromium = new Chromium(folder.resolve("chromium"), authorities);
    }

    @Override
    public String name() {
        return "Chromium";
    }

    @Override
    public Optional<String> absence() {
        return Chromium.absence();
    }

    @Override
    public String version() throws IOException {
        return Chromium.version();
    }

    /// It cannot be told what to offer.
    @Override
    public Abilities abilities() {
        return new Abilities(
                EnumSet.copyOf(
                        Arrays.stream(CipherSuite.values())
                                .filter(s -> s.keyExchange() != KeyExchangeAlgorithm.DHE_RSA)
                                .toList()),
                EnumSet.of(
                        NamedGroup.X25519MLKEM768,
                        NamedGroup.X25519,
                        NamedGroup.SECP256R1,
                        NamedGroup.SECP384R1),
                EnumSet.of(KeyType.RSA, KeyType.EC_P256, KeyType.EC_P384),
                EnumSet.of(
                        Feature.HELLO_RETRY,
                        Feature.ALPN,
                        Feature.WILDCARD,
                        Feature.REFUSES_UNKNOWN_ISSUER,
                        Feature.PRE_SHARED_KEY,
                        Feature.TICKET,
                        Feature.SESSION_ID,
                        Feature.EXTENDED_MASTER_SECRET,
                        Feature.PKCS1_SIGNATURE),
                false,
                false);
    }

    @Override
    public String exchange(Offer offer) throws IOException {
        String page =
                chromium.page(
                        "https://"
                                + offer.serverName()
                                + ":"
                                + offer.port()
                                + (offer.resumes() ? QuestionBackend.DETOURS : "/")
                                + offer.question(),
                        "--host-resolver-rules=MAP " + offer.serverName() + " " + offer.host());
        if (!page.contains(offer.answer())) {
            throw new IOException("no answer in:\n" + page);
        }
        return page;
    }
}
