package io.sallyport.proxy.identity;

import io.sallyport.config.model.ClientCertDetail;
import io.sallyport.proxy.clientauth.ClientIdentity;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Our element of `x-forwarded-client-cert`, as Envoy documents it: pairs with `;` between them; a value that has one of
/// `,;="` is quoted, and a quotation mark in it escaped by a backslash. No value has another backslash before a quotation
/// mark, so that readers agree on where it ends, whatever they make of a backslash.
public final class ForwardedElement {
    private static final String SPECIAL = ",;=\"";

    private static final String VALUE =
            "(?:\"(?:[ !#-\\[\\]-~]|\\\\[ -\\[\\]-~])*+\"|[!-~&&[^\",;\\\\]]*+)";
    private static final String PAIR = "[A-Za-z]++=" + VALUE;
    private static final String ELEMENT = PAIR + "(?:;" + PAIR + ")*+";
    private static final Pattern ELEMENTS =
            Pattern.compile(ELEMENT + "(?: *+, *+" + ELEMENT + ")*+");

    private ForwardedElement() {}

    /// Whether what another proxy wrote can be read in one way only, so that an element can be added to it.
    public static boolean isReadable(String elements) {
        return ELEMENTS.matcher(elements).matches();
    }

    /// Tells as much of a verified certificate as is wanted and has room; null if there is no room at all.
    ///
    /// @param own URIs of our own certificate
    /// @param most characters
    static @Nullable String of(
            ClientIdentity client, List<String> own, List<ClientCertDetail> details, int most) {
        List<ClientCertDetail> wanted = new ArrayList<>(details);
        String element = element(client, own, wanted);
        for (ClientCertDetail large : List.of(ClientCertDetail.CHAIN, ClientCertDetail.CERT)) {
            if (element.length() > most && wanted.remove(large)) {
                element = element(client, own, wanted);
            }
        }
        return element.length() > most ? null : element;
    }

    private static String element(
            ClientIdentity client, List<String> own, List<ClientCertDetail> details) {
        List<String> pairs = new ArrayList<>();
        own.forEach(uri -> pairs.add("By=" + value(HeaderText.uri(uri))));
        pairs.add("Hash=" + client.fingerprint());
        details.forEach(detail -> add(pairs, detail, client));
        return String.join(";", pairs);
    }

    /// Subject and URI are there also if they are empty.
    private static void add(List<String> pairs, ClientCertDetail detail, ClientIdentity client) {
        switch (detail) {
            case CERT -> pairs.add("Cert=" + pem(List.of(client.certificate())));
            case CHAIN -> pairs.add("Chain=" + pem(chain(client)));
            case SUBJECT ->
                    pairs.add(
                            "Subject="
                                    + quoted(
                                            HeaderText.name(
                                                    client.certificate()
                                                            .getSubjectX500Principal())));
            case URI -> {
                List<String> uris = client.names().uris();
                (uris.isEmpty() ? List.of("") : uris)
                        .forEach(uri -> pairs.add("URI=" + value(HeaderText.uri(uri))));
            }
            case DNS ->
                    client.names().dns().forEach(name -> pairs.add("DNS=" + HeaderText.dns(name)));
        }
    }

    private static List<X509Certificate> chain(ClientIdentity client) {
        List<X509Certificate> chain = new ArrayList<>(client.intermediates());
        chain.addFirst(client.certificate());
        return chain;
    }

    private static String pem(List<X509Certificate> certificates) {
        return quoted(CertificateText.urlEncodedPem(certificates));
    }

    private static String value(String text) {
        return text.chars().anyMatch(c -> SPECIAL.indexOf(c) >= 0) ? quoted(text) : text;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\\\"") + '"';
    }
}
