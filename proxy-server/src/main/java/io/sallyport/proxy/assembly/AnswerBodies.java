package io.sallyport.proxy.assembly;

import io.sallyport.config.model.LiveSettings;
import io.sallyport.config.model.Route;
import io.sallyport.config.model.RouteAction;
import io.sallyport.config.problem.Positions;
import io.sallyport.config.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Reads the files with bodies of fixed answers.
final class AnswerBodies {
    private static final int LARGEST = 1 << 20;

    private AnswerBodies() {}

    /// @param problems takes what is wrong with them
    static Map<Path, byte[]> read(LiveSettings live, Positions positions, List<Problem> problems) {
        Map<Path, byte[]> bodies = new HashMap<>();
        live.listeners()
                .forEach((name, listener) -> {
                    List<Route> routes = listener.routing().routes();
                    for (int i = 0; i < routes.size(); i++) {
                        String path =
                                String.format(
                                        Locale.ROOT,
                                        "listeners.%s.routes[%d].respond.body_file",
                                        name,
                                        i);
                        if (routes.get(i).action() instanceof RouteAction.Respond respond) {
                            respond.bodyFile()
                                    .ifPresent(
                                            file -> read(file, path, positions, bodies, problems));
                        }
                    }
                });
        return bodies;
    }

    private static void read(
            Path file,
            String path,
            Positions positions,
            Map<Path, byte[]> bodies,
            List<Problem> problems) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] body = in.readNBytes(LARGEST + 1);
            if (body.length > LARGEST) {
                problems.add(
                        positions.error(
                                path,
                                "'"
                                        + file
                                        + "' is larger than 1 MiB; write a smaller one, or serve it"
                                        + " from a backend"));
            }
            bodies.put(file, body);
        } catch (IOException e) {
            problems.add(
                    positions.error(
                            path,
                            "'"
                                    + file
                                    + "' cannot be read ("
                                    + e
                                    + "); name a file that this user may read"));
        }
    }
}
