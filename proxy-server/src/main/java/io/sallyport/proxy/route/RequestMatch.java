package io.sallyport.proxy.route;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which requests fit: those that fit everything that is given.
///
/// @param hosts one of them has to fit; empty: any
/// @param path null: any
/// @param methods empty: any
/// @param fields all of them have to fit
public record RequestMatch(
        List<HostPattern> hosts,
        @Nullable PathPattern path,
        Set<String> methods,
        List<FieldPattern> fields) {

    /// Everything fits.
    public static final RequestMatch ANY = new RequestMatch(List.of(), null, Set.of(), List.of());

    public RequestMatch {
        hosts = List.copyOf(hosts);
        methods = Set.copyOf(methods);
        fields = List.copyOf(fields);
    }

    /// Whether a request fits, if its path is read as this.
    public boolean fits(RequestFacts request, String path) {
        return (hosts.isEmpty() || hosts.stream().anyMatch(host -> host.matches(request.host())))
                && (this.path == null || this.path.matches(path))
                && (methods.isEmpty() || methods.contains(request.method()))
                && fields.stream()
                        .allMatch(field -> field.matches(request.fields().value(field.name())));
    }
}
