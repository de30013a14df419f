package io.sallyport.proxy.metrics;

import java.util.Locale;

/// Labels of meters. Their values come from enums and from names in the configuration, never from a
/// peer: so the number of time series is bounded.
public enum MeterLabel {
    LISTENER("name of the listener"),
    OUTCOME("`success`, `failure`, `abandoned`"),
    VERSION("`TLSv1.3`; `none` without success"),
    KIND("`full`, `hello_retry`"),
    REASON("one of the reasons in failures.md; of requests, one of those in http.md"),
    PHASE(
            "`client_hello`, `configuration`, `negotiation`, `second_client_hello`, `signature`,"
                    + " `client_finished`, `established`"),
    SIDE("`client`, `server`, `network`"),
    PARAMETER(
            "`version`, `cipher_suite`, `group`, `signature_scheme`, `alpn`, and for what was"
                    + " negotiated also `server_name`"),
    VALUE("registered name of the value; `other` for what this build does not know; `none`"),
    CAUSE("see the meter"),
    RESULT("hit, miss"),
    DIRECTION("`sent`, `received` of alerts; `in` (from the client), `out` of bytes"),
    DESCRIPTION("registered name of the alert, or `unknown`"),
    CERTIFICATE("the chain's file, as the configuration writes it"),
    PRIMITIVE("such as `key_exchange/x25519`"),
    PROVIDER("name and version"),
    ROUTE("`none`: there are no routes in this release"),
    STATUS("class of the status code, such as `2xx`; `4xx` also for clients that went away"),
    BACKEND("name of the backend"),
    SERVER("server of the backend, as the configuration writes it"),
    RELEASE("version of Sallyport"),
    JDK("version of the Java runtime");

    private final String meaning;

    MeterLabel(String meaning) {
        this.meaning = meaning;
    }

    /// The label's name.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// What its values are, in Markdown.
    public String meaning() {
        return meaning;
    }
}
