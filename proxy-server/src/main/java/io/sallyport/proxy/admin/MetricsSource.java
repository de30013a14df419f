package io.sallyport.proxy.admin;

import org.jspecify.annotations.Nullable;

/// Where the metrics come from.
public interface MetricsSource {

    /// The media type of the answer to a scrape with this Accept header.
    String contentType(@Nullable String accept);

    /// The answer itself.
    byte[] text(@Nullable String accept);
}
