package io.sallyport.proxy.accesslog;

import io.sallyport.config.model.AccessField;
import io.sallyport.config.model.AccessFormat;
import io.sallyport.config.model.AccessLog;
import io.sallyport.proxy.insight.ConnectionReport;
import io.sallyport.proxy.insight.ReportFields;
import io.sallyport.proxy.insight.RequestReport;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which fields stand in a line of the access log.
final class AccessFields {
    private final List<String> chosen;
    private final Set<String> wanted;

    AccessFields(AccessLog settings) {
        chosen = settings.fields().stream().map(AccessField::keyword).toList();
        wanted = new LinkedHashSet<>(chosen);
        if (settings.format().filter(AccessFormat.COMBINED::equals).isPresent()) {
            wanted.addAll(CombinedLayout.FIELDS);
        }
    }

    Map<String, Object> of(RequestReport report) {
        return wanted.isEmpty() ? ReportFields.of(report) : pick(ReportFields.all(report));
    }

    /// A line that is never in the combined form.
    Map<String, Object> of(ConnectionReport report) {
        if (chosen.isEmpty()) {
            return ReportFields.of(report);
        }
        Map<String, Object> picked = pick(ReportFields.all(report));
        picked.keySet().retainAll(chosen);
        return picked;
    }

    private Map<String, Object> pick(Map<String, Object> all) {
        Map<String, Object> picked = new LinkedHashMap<>();
        for (String name : wanted) {
            Object value = all.get(name);
            if (value != null) {
                picked.put(name, value);
            }
        }
        return picked;
    }
}
