package io.sallyport.proxy.metrics;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a scraper gets. For use by any thread; costs a pass over all meters.
public final class Exposition {
    private static final String OPEN_METRICS = "application/openmetrics-text";

    private final MeterStore store;
    private final ExpositionFormats formats = ExpositionFormats.init();

    public Exposition(MeterStore store) {
        this.store = store;
    }

    /// The media type of the answer to a request with this Accept header.
    public String contentType(@Nullable String accept) {
        return writer(accept).getContentType();
    }

    /// All meters: OpenMetrics text if the Accept header names it, else Prometheus text.
    public byte[] text(@Nullable String accept) {
        ByteArrayOutputStream text = new ByteArrayOutputStream(64 * 1024);
        try {
            writer(accept).write(text, store.prometheus().scrape(Exposition::isWanted));
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return text.toByteArray();
    }

    /// Micrometer adds to each histogram a maximum of the last minutes, which Prometheus cannot add up
    /// over nodes and has its own means for.
    private static boolean isWanted(String name) {
        return !(name.startsWith("sallyport_") && name.endsWith("_seconds_max"));
    }

    private ExpositionFormatWriter writer(@Nullable String accept) {
        boolean openMetrics =
                accept != null && accept.toLowerCase(Locale.ROOT).contains(OPEN_METRICS);
        return openMetrics
                ? formats.getOpenMetricsTextFormatWriter()
                : formats.getPrometheusTextFormatWriter();
    }
}
