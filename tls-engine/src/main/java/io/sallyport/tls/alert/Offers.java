package io.sallyport.tls.alert;

import java.util.List;

/// What either side would have accepted for one parameter, in words and in order of preference.
///
/// @param parameter what was being negotiated: `version`, `cipher_suite`, `group`,
///     `signature_scheme`, `certificate`, `server_name`, `alpn`
/// @param client what the client offered; peer data, bounded by the ClientHello's size
/// @param server what policy and credentials accept
public record Offers(String parameter, List<String> client, List<String> server) {

    public Offers {
        client = List.copyOf(client);
        server = List.copyOf(server);
    }
}
