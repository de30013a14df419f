package io.sallyport.config.keys;

import io.sallyport.config.model.ByteSize;
import io.sallyport.config.model.ClientCertDetail;
import io.sallyport.config.model.ClientCertForwarding;
import io.sallyport.config.model.ClientIdentityFields;
import io.sallyport.config.model.IdentityField;
import io.sallyport.config.model.Network;
import io.sallyport.config.model.Networks;
import io.sallyport.config.schema.Change;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Section;
import io.sallyport.config.schema.Types;
import io.sallyport.config.schema.ValueType;
import io.sallyport.config.schema.Values;
import java.util.List;
import java.util.Map;

/// Keys under `listeners.NAME.client_identity`.
final class ClientIdentityKeys {
    private static final String NOBODY = "nobody";

    static final Key<Boolean> CLIENT_CERT =
            Key.defaulting(
                    "client_cert",
                    Types.flag(),
                    false,
                    Change.LIVE,
                    """
                    Whether servers get `Client-Cert`, the client's verified certificate in base64
                    between colons (RFC 9440).
                    """);

    static final Key<Boolean> CLIENT_CERT_CHAIN =
            Key.defaulting(
                    "client_cert_chain",
                    Types.flag(),
                    false,
                    Change.LIVE,
                    """
                    Whether they get `Client-Cert-Chain`, too: the certificates by which that one was
                    verified, without itself and without the CA in `trust`. With `client_cert` only.
                    """);

    static final Key<List<Network>> CLIENT_CERT_FROM =
            Key.optional(
                    "client_cert_from",
                    new ValueType.ScalarList<>(Types.network()),
                    NOBODY,
                    Change.LIVE,
                    """
                    The networks of proxies in front that authenticate clients and set these two
                    fields: from there they are passed on as they come. From anywhere else they are
                    removed. Not beside `client_cert`.
                    """);

    static final Key<ClientCertForwarding> FORWARD_CLIENT_CERT_DETAILS =
            Key.defaulting(
                    "forward_client_cert_details",
                    Types.word(ClientCertForwarding.class),
                    ClientIdentityFields.NONE.forwarding(),
                    Change.LIVE,
                    """
                    What becomes of `x-forwarded-client-cert`, as Envoy has it: `sanitize` removes it;
                    `sanitize_set` puts the client's verified certificate in its place;
                    `append_forward` adds that to what came, and `forward_only` keeps what came, both
                    only where the client has shown one; `always_forward_only` keeps what came from
                    any client. What came is kept only from `forward_client_cert_from`.
                    """);

    static final Key<List<ClientCertDetail>> SET_CURRENT_CLIENT_CERT_DETAILS =
            Key.optional(
                    "set_current_client_cert_details",
                    new ValueType.ScalarList<>(Types.word(ClientCertDetail.class)),
                    "only `By` and `Hash`",
                    Change.LIVE,
                    """
                    What `x-forwarded-client-cert` tells of the client's certificate, in this order,
                    behind `By` (the URIs of our own) and `Hash` (its SHA-256).
                    """);

    static final Key<List<Network>> FORWARD_CLIENT_CERT_FROM =
            Key.optional(
                    "forward_client_cert_from",
                    new ValueType.ScalarList<>(Types.network()),
                    NOBODY,
                    Change.LIVE,
                    """
                    The networks of proxies in front whose `x-forwarded-client-cert` counts. Must be
                    there where `forward_client_cert_details` keeps anything.
                    """);

    static final Key<Map<String, IdentityField>> HEADERS =
            Key.optional(
                    "headers",
                    new ValueType.Mapped<>(HttpText.ownField(), Types.word(IdentityField.class)),
                    "none",
                    Change.LIVE,
                    """
                    Header fields of your own names, and what each tells: `result` is `verified`,
                    `none`, or `refused:` with the reason where clients are observed; `version` and
                    `cipher_suite` are those of TLS; the others are there only for a client that is
                    verified. Nobody else can send fields of these names.
                    """);

    static final Key<ByteSize> MAX_FIELD_SIZE =
            Key.defaulting(
                    "max_field_size",
                    Types.size(ByteSize.ofKibibytes(1), ByteSize.ofKibibytes(64)),
                    ClientIdentityFields.DEFAULT_MAX_FIELD_SIZE,
                    Change.LIVE,
                    """
                    How long the value of one of these fields may be. One that would be longer is
                    left out, and `Client-Cert-Chain` with `Client-Cert`; `x-forwarded-client-cert`
                    first does without its `Chain`, then without its `Cert`.
                    """);

    static final Section SECTION =
            Section.of(
                    List.of(
                            CLIENT_CERT,
                            CLIENT_CERT_CHAIN,
                            CLIENT_CERT_FROM,
                            FORWARD_CLIENT_CERT_DETAILS,
                            SET_CURRENT_CLIENT_CERT_DETAILS,
                            FORWARD_CLIENT_CERT_FROM,
                            HEADERS,
                            MAX_FIELD_SIZE));

    private ClientIdentityKeys() {}

    static ClientIdentityFields fields(Values values) {
        return new ClientIdentityFields(
                values.get(CLIENT_CERT),
                values.get(CLIENT_CERT_CHAIN),
                networks(values, CLIENT_CERT_FROM),
                values.get(FORWARD_CLIENT_CERT_DETAILS),
                values.find(SET_CURRENT_CLIENT_CERT_DETAILS).orElse(List.of()),
                networks(values, FORWARD_CLIENT_CERT_FROM),
                values.find(HEADERS).orElse(Map.of()),
                values.get(MAX_FIELD_SIZE));
    }

    private static Networks networks(Values values, Key<List<Network>> key) {
        return new Networks(values.find(key).orElse(List.of()));
    }
}
