package io.sallyport.proxy.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What servers are told about the client of one connection.
///
/// @param fields in the place of whatever there is of their names
/// @param element of `x-forwarded-client-cert`; null if there is nothing to tell, or no room for it
public record ToldIdentity(List<Field> fields, @Nullable String element) {
    /// Nothing.
    public static final ToldIdentity NOTHING = new ToldIdentity(List.of(), null);

    public ToldIdentity {
        fields = List.copyOf(fields);
    }

    /// A header field, in printable ASCII.
    ///
    /// @param name in lower case
    public record Field(String name, String value) {}
}
