package io.sallyport.proxy.interop;

import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.NamedGroup;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/// A client in this JVM: a provider of JSSE, the JDK's own or another.
final class JssePeer implements Peer {
    private static final int TIMEOUT_MILLIS = 20_000;

    private final String name;
    private final String version;
    private final Provider provider;
    private final X509Certificate authority;
    private final List<NamedGroup> otherGroups;
    private final Abilities abilities;

    /// @param otherGroups offered always, after what an offer says
    JssePeer(
            String name,
            String version,
            Provider provider,
            X509Certificate authority,
            List<NamedGroup> otherGroups,
            Abilities abilities) {
        this.name = name;
        this.version = version;
        this.provider = provider;
        this.authority = authority;
        this.otherGroups = otherGroups;
        this.abilities = abilities;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<String> absence() {
        return Optional.empty();
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public Abilities abilities() {
        return abilities;
    }

    @Override
    public String exchange(Offer offer) throws IOException {
        SSLContext context = context();
        String received = exchange(offer, context);
        return offer.resumes() ? exchange(offer, context) : received;
    }

    private String exchange(Offer offer, SSLContext context) throws IOException {
        try (Socket plain = new Socket(offer.server().getAddress(), offer.port());
                SSLSocket socket = layered(plain, offer, context)) {
            socket.startHandshake();
            if (offer.updateKeys()) {
                // after the handshake this asks for new keys in both directions
                socket.startHandshake();
            }
            OutputStream out = socket.getOutputStream();
            out.write(offer.request().getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            String received =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            if (!received.contains(offer.answer())) {
                throw new IOException("no answer in:\n" + received);
            }
            return received;
        }
    }

    private SSLSocket layered(Socket plain, Offer offer, SSLContext context) throws IOException {
        plain.setSoTimeout(TIMEOUT_MILLIS);
        SSLSocket socket =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(plain, offer.serverName(), offer.port(), true);
        socket.setUseClientMode(true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(new String[] {offer.version().label()});
        parameters.setCipherSuites(
                labels(offer.cipherSuites().stream().map(CipherSuite::label).toList()));
        parameters.setNamedGroups(
                labels(
                        Stream.concat(offer.groups().stream(), otherGroups.stream())
                                .distinct()
                                .map(NamedGroup::label)
                                .toList()));
        parameters.setApplicationProtocols(labels(offer.applicationProtocols()));
        parameters.setServerNames(List.of(new SNIHostName(offer.serverName())));
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        return socket;
    }

    private SSLContext context() throws IOException {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry("root", authority);
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX", provider);
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS", provider);
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static String[] labels(List<String> names) {
        return names.toArray(String[]::new);
    }
}
