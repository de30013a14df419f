package io.sallyport.proxy.credential;

import io.sallyport.config.model.ClientAuthSettings;
import io.sallyport.config.problem.Positions;
import io.sallyport.config.problem.Problem;
import io.sallyport.proxy.clientauth.RevocationList;
import io.sallyport.proxy.clientauth.RevocationLists;
import io.sallyport.proxy.clientauth.TrustBundle;
import io.sallyport.proxy.clientauth.UnusableListException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.util.io.pem.PemObject;
import org.jspecify.annotations.Nullable;

/// Reads the CRLs that settings name, at the start and whenever they change. Blocks on files. Thread-safe.
public final class CrlLoader {
    private static final int LIMIT_KIBIBYTES = 64 * 1024;
    private static final int MOST_FILES = 1_000;
    private static final String CRL = "X509 CRL";
    private static final int DER_SEQUENCE = 0x30;

    private final String key;
    private final ClientAuthSettings settings;
    private final TrustBundle trust;
    private final Positions positions;
    private final InstantSource clock;
    private List<Stamp> read = List.of();

    /// What tells whether a file has changed. One that is written anew has another time or size; one that another takes
    /// the place of, by whatever link, another identity.
    private record Stamp(Path file, FileTime modified, long size, @Nullable Object identity) {}

    /// @param section the path of the settings
    public CrlLoader(
            String section,
            ClientAuthSettings settings,
            TrustBundle trust,
            Positions positions,
            InstantSource clock) {
        this.key = section + ".crl";
        this.settings = settings;
        this.trust = trust;
        this.positions = positions;
        this.clock = clock;
    }

    /// Whether something has changed since the files were last read.
    public synchronized boolean hasChanged() {
        return !stamps().equals(read);
    }

    private List<Stamp> stamps() {
        List<Stamp> stamps = new ArrayList<>();
        for (Path named : settings.crl()) {
            for (Path file : filesIn(named)) {
                stamps.add(stamp(file));
            }
        }
        return stamps;
    }

    /// Reads all of them.
    ///
    /// @param problems takes what is wrong, warnings among it
    /// @return empty if there is an error among that
    public synchronized Optional<RevocationLists> load(List<Problem> problems) {
        read = stamps();
        Findings findings = new Findings(positions);
        List<RevocationList> lists = new ArrayList<>();
        for (int i = 0; i < settings.crl().size(); i++) {
            String path = settings.crl().size() == 1 ? key : key + '[' + i + ']';
            Path named = settings.crl().get(i);
            List<Path> files = filesIn(named);
            if (files.isEmpty() || files.size() > MOST_FILES) {
                findings.error(
                        path,
                        findings.quoted(named)
                                + (files.isEmpty() ? " holds no file" : " holds too many files")
                                + "; name a folder with 1 to 1,000 files, each of them CRLs");
                continue;
            }
            files.forEach(file -> read(file, path, findings, lists));
        }
        problems.addAll(findings.all());
        return findings.hasErrors() ? Optional.empty() : Optional.of(RevocationLists.of(lists));
    }

    private void read(Path file, String path, Findings findings, List<RevocationList> lists) {
        String name = findings.quoted(file);
        try {
            for (byte[] encoded : encodings(file, name)) {
                RevocationList list = RevocationList.parse(findings.shown(file), encoded);
                check(list, name, path, findings);
                lists.add(list);
            }
        } catch (UnusableListException e) {
            findings.error(path, name + ' ' + e.problem());
        } catch (UnusableException e) {
            findings.error(path, e.problem());
        }
    }

    private void check(RevocationList list, String name, String path, Findings findings) {
        if (trust.disowns(list)) {
            findings.error(
                    path,
                    name
                            + " holds a CRL that the CA which it names has not signed; get it anew from"
                            + " the CA");
        }
        if (clock.instant().isAfter(list.nextUpdate())) {
            findings.warning(
                    path,
                    name
                            + " holds a CRL whose next issue was due at "
                            + list.nextUpdate()
                            + "; get the new one from the CA");
        }
    }

    private static List<byte[]> encodings(Path file, String name) throws UnusableException {
        byte[] bytes = SmallFile.read(file, name, LIMIT_KIBIBYTES, "a file with CRLs");
        if (bytes.length > 0 && bytes[0] == DER_SEQUENCE) {
            return List.of(bytes);
        }
        List<byte[]> encodings =
                PemFile.of(file, name, bytes).blocks().stream()
                        .filter(block -> block.getType().equals(CRL))
                        .map(PemObject::getContent)
                        .toList();
        if (encodings.isEmpty()) {
            throw new UnusableException(
                    name + " holds no CRL; a line -----BEGIN X509 CRL----- begins one");
        }
        return encodings;
    }

    /// Of a folder, all files in the order of their names but those that begin with a dot.
    private static List<Path> filesIn(Path named) {
        if (!Files.isDirectory(named)) {
            return List.of(named);
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(named)) {
            for (Path entry : entries) {
                if (!isHidden(entry) && Files.isRegularFile(entry)) {
                    files.add(entry);
                }
                if (files.size() > MOST_FILES) {
                    break;
                }
            }
        } catch (IOException _) {
            // a folder that is gone holds no file
            return List.of();
        }
        files.sort(null);
        return files;
    }

    private static boolean isHidden(Path file) {
        Path name = file.getFileName();
        return name == null || name.toString().startsWith(".");
    }

    private static Stamp stamp(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(
                    file, attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        } catch (IOException _) {
            return new Stamp(file, FileTime.fromMillis(0), -1, null);
        }
    }
}
