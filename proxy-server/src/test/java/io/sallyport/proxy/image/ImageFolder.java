package io.sallyport.proxy.image;

import io.sallyport.config.ConfigLoader;
import io.sallyport.proxy.app.Sallyport;
import io.sallyport.tls.engine.TlsServerEngine;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/// The folder that the container image consists of, put together by the image's own script from what the
/// build has so far: libraries as jars, our modules as jars or as folders of classes.
final class ImageFolder {
    private static final Map<String, Class<?>> MODULES =
            Map.of(
                    "tls-engine", TlsServerEngine.class,
                    "config", ConfigLoader.class,
                    "sallyport", Sallyport.class);

    private final Path folder;

    private ImageFolder(Path folder) {
        this.folder = folder;
    }

    /// @param target the module's build folder, in which `lib` holds the libraries
    /// @param libraries an empty folder to gather jars in
    static ImageFolder assemble(Path repository, Path target, Path libraries)
            throws IOException, InterruptedException, URISyntaxException {
        try (Stream<Path> jars = Files.list(target.resolve("lib"))) {
            for (Path jar : jars.filter(jar -> !isOurs(jar)).toList()) {
                Files.copy(jar, libraries.resolve(jar.getFileName()));
            }
        }
        for (Map.Entry<String, Class<?>> module : MODULES.entrySet()) {
            pack(module.getValue(), libraries.resolve(module.getKey() + ".jar"));
        }
        Path folder = target.resolve("image");
        ProcessBuilder assembly =
                new ProcessBuilder(
                        repository.resolve("docker/assemble.sh").toString(),
                        libraries.toString(),
                        folder.toString());
        assembly.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = assembly.inheritIO().start();
        if (!process.waitFor(3, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException("docker/assemble.sh did not make " + folder);
        }
        return new ImageFolder(folder);
    }

    /// A command as a container would run it: nothing of this machine's Java, and no temporary folder.
    ProcessBuilder command(String... arguments) {
        ProcessBuilder command =
                new ProcessBuilder(
                        Stream.concat(
                                        Stream.of(folder.resolve("bin/sallyport").toString()),
                                        Stream.of(arguments))
                                .toList());
        command.environment().clear();
        command.environment().put("PATH", "/usr/bin:/bin");
        command.environment()
                .put("SALLYPORT_JAVA_OPTS", "-Xmx128m -Djava.io.tmpdir=" + folder.resolve("none"));
        return command;
    }

    Path resolve(String path) {
        return folder.resolve(path);
    }

    /// Left by an earlier build, perhaps of other sources.
    private static boolean isOurs(Path jar) {
        return MODULES.keySet().stream()
                .anyMatch(name -> jar.getFileName().toString().startsWith(name));
    }

    private static void pack(Class<?> member, Path jar) throws IOException, URISyntaxException {
        Path source = Path.of(member.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isRegularFile(source)) {
            Files.copy(source, jar);
            return;
        }
        int exitCode =
                ToolProvider.findFirst("jar")
                        .orElseThrow()
                        .run(
                                System.out,
                                System.err,
                                "--create",
                                "--file=" + jar,
                                "-C",
                                source.toString(),
                                ".");
        if (exitCode != 0) {
            throw new IllegalStateException("jar could not pack " + source);
        }
    }
}
