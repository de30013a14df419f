package io.sallyport.config.model;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// What servers are told about who a client is, by header fields that nobody else may send.
///
/// @param clientCert whether they get `Client-Cert` (RFC 9440)
/// @param clientCertChain whether they get `Client-Cert-Chain`, too
/// @param clientCertFrom from here, these two are passed on as they come
/// @param forwarding what becomes of `x-forwarded-client-cert`
/// @param details what that tells besides `By` and `Hash`
/// @param forwardFrom from here, what it says is kept, if `forwarding` keeps anything
/// @param headers further fields, by their names in lower case
/// @param maxFieldSize how long the value of one field may be, in bytes
public record ClientIdentityFields(
        boolean clientCert,
        boolean clientCertChain,
        Networks clientCertFrom,
        ClientCertForwarding forwarding,
        List<ClientCertDetail> details,
        Networks forwardFrom,
        Map<String, IdentityField> headers,
        ByteSize maxFieldSize) {
    public static final String CLIENT_CERT = "client-cert";
    public static final String CLIENT_CERT_CHAIN = "client-cert-chain";
    public static final String FORWARDED_CLIENT_CERT = "x-forwarded-client-cert";

    /// As much as nginx takes in one line, so that most servers take it.
    public static final ByteSize DEFAULT_MAX_FIELD_SIZE = ByteSize.ofKibibytes(8);

    /// Servers are told nothing, and nobody else tells them either.
    public static final ClientIdentityFields NONE =
            new ClientIdentityFields(
                    false,
                    false,
                    Networks.NONE,
                    ClientCertForwarding.SANITIZE,
                    List.of(),
                    Networks.NONE,
                    Map.of(),
                    DEFAULT_MAX_FIELD_SIZE);

    /// Those that are removed in any case.
    private static final List<String> ALWAYS =
            List.of(CLIENT_CERT, CLIENT_CERT_CHAIN, FORWARDED_CLIENT_CERT);

    public ClientIdentityFields {
        details = List.copyOf(details);
        headers = OrderedMaps.copyOf(headers);
    }

    /// All fields that nobody else may send, in lower case.
    public List<String> names() {
        return Stream.concat(ALWAYS.stream(), headers.keySet().stream()).toList();
    }

    /// A field's name as some servers may take it for another: those that put fields into variables, as CGI has it, make
    /// one character of all that are neither letters nor digits.
    public static String folded(String name) {
        StringBuilder folded = new StringBuilder(name.toLowerCase(Locale.ROOT));
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            if ((c < 'a' || c > 'z') && (c < '0' || c > '9')) {
                folded.setCharAt(i, '-');
            }
        }
        return folded.toString();
    }
}
