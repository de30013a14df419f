package io.sallyport.proxy.interop;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds what the tests do not bring along.
public final class Peers {
    private Peers() {}

    /// All of them, present or not.
    ///
    /// @param folder for what they need
    static List<Peer> all(TestPki pki, Path folder) {
        Path root = pki.rootFile();
        return List.of(
                new OpensslPeer(root, folder),
                new GnutlsPeer(root),
                new NssPeer(root, folder),
                new GoPeer(root, folder),
                new CurlPeer(root),
                JssePeers.jdk(pki.rootCertificate()),
                JssePeers.bouncyCastle(pki.rootCertificate()),
                new AttackerPeer(),
                new NodePeer(root, folder),
                new ChromiumPeer(root, folder));
    }

    /// Ends the test as skipped; or as failed, if the system property `peers` says `required`.
    public static void skipOrFail(String what, String why) {
        if ("required".equals(System.getProperty("peers"))) {
            fail("%s: %s, and peers=required", what, why);
        }
        System.err.println("SKIPPED " + what + ": " + why);
        abort(what + " skipped: " + why);
    }

    /// Why a program of the path cannot be used, or empty if it can.
    public static Optional<String> absenceOf(String program) {
        return Program.find(program).isPresent()
                ? Optional.empty()
                : Optional.of(program + " is not on the path");
    }

    /// A Node that npm brought: named by SALLYPORT_PEER_NODE, or in `target/peers` of the project.
    static Optional<Path> node() {
        String named = System.getenv("SALLYPORT_PEER_NODE");
        if (named != null) {
            return Optional.of(Path.of(named)).filter(Files::isExecutable);
        }
        return Stream.of(Path.of("target"), Path.of("..", "target"))
                .map(target -> target.resolve("peers").resolve("node_modules"))
                .filter(Files::isDirectory)
                .flatMap(Peers::nodesIn)
                .findFirst()
                .map(Path::toAbsolutePath);
    }

    /// A file of the test's resources, copied to where another program can read it.
    static Path resource(String name, Path folder) throws IOException {
        Path copy = folder.resolve(name);
        if (!Files.exists(copy)) {
            try (InputStream in = Peers.class.getResourceAsStream(name)) {
                if (in == null) {
                    throw new IOException("no resource " + name);
                }
                Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return copy;
    }

    private static Stream<Path> nodesIn(Path modules) {
        var names = FileSystems.getDefault().getPathMatcher("glob:node-linux-*");
        try (Stream<Path> entries = Files.list(modules)) {
            return entries
                    .filter(entry -> names.matches(entry.getFileName()))
                    .map(entry -> entry.resolve("bin").resolve("node"))
                    .filter(Files::isExecutable)
                    .toList()
                    .stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }
}
