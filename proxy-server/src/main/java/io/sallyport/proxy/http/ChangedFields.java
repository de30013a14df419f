package io.sallyport.proxy.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.sallyport.proxy.route.FieldChanges;
import io.sallyport.proxy.runtime.Routing;

/// Changes of header fields, as routes have them.
final class ChangedFields {
    private static final String HSTS = "strict-transport-security";

    private ChangedFields() {}

    static void apply(FieldChanges changes, HttpHeaders fields) {
        changes.remove().forEach(fields::remove);
        changes.set().forEach(fields::set);
        changes.add().forEach(fields::add);
    }

    /// What the listener and the route of a decision do to an answer.
    static void apply(Routing routing, Decision decision, HttpHeaders fields) {
        if (routing.hsts() != null) {
            fields.set(HSTS, routing.hsts());
        }
        switch (decision) {
            case Decision.Forward forward -> apply(forward.route().responseFields(), fields);
            case Decision.Answer answer -> apply(answer.route().responseFields(), fields);
            case Decision.Refuse _ -> {}
        }
    }
}
