package io.sallyport.proxy.assembly;

import io.sallyport.config.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What the admin address tells of a reload.
final class ReloadFields {
    private static final String RESULT = "result";

    private ReloadFields() {}

    /// The status code of the answer.
    static int status(ReloadOutcome outcome) {
        return switch (outcome) {
            case ReloadOutcome.Reloaded _ -> 200;
            case ReloadOutcome.Refused _ -> 400;
            case ReloadOutcome.NothingToRead _ -> 409;
        };
    }

    static Map<String, Object> of(ReloadOutcome outcome) {
        Map<String, Object> fields = new LinkedHashMap<>();
        switch (outcome) {
            case ReloadOutcome.Reloaded(var warnings, var needRestart) -> {
                fields.put(RESULT, "success");
                fields.put("need_restart", needRestart);
                fields.put("problems", problems(warnings));
            }
            case ReloadOutcome.Refused(var problems) -> {
                fields.put(RESULT, "failure");
                fields.put("problems", problems(problems));
            }
            case ReloadOutcome.NothingToRead _ -> {
                fields.put(RESULT, "failure");
                fields.put("message", "the program runs without a configuration file");
            }
        }
        return fields;
    }

    private static List<Map<String, Object>> problems(List<Problem> problems) {
        return problems.stream().map(ReloadFields::problem).toList();
    }

    private static Map<String, Object> problem(Problem problem) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("file", problem.source());
        fields.put("line", problem.line());
        fields.put("column", problem.column());
        fields.put("path", problem.path());
        fields.put("severity", problem.severity().name().toLowerCase(Locale.ROOT));
        fields.put("message", problem.message());
        return fields;
    }
}
