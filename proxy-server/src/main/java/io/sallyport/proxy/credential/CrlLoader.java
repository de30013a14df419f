package io.sallyport.proxy.credential;

import io.sallyport.config.model.ClientAuthSettings;
import io.sallyport.config.problem.Positions;
import io.sallyport.config.problem.Problem;
import io.sallyport.proxy.clientauth.RevocationList;
import io.sallyport.proxy.clientauth.RevocationLists;
import io.sallyport.proxy.clientauth.TrustBundle;
import io.sallyport.proxy.clientauth.UnusableListException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.util.io.pem.PemObject;
import org.jspecify.annotations.Nullable;

/// Reads the CRLs that settings name, at the start and whenever they change. Blocks on files. Thread-safe.
final class CrlLoader {
    private static final int LIMIT_KIBIBYTES = 64 * 1024;
    private static final String CRL = "X509 CRL";
    private static final int DER_SEQUENCE = 0x30;

    private final String key;
    private final ClientAuthSettings settings;
    private final Positions positions;
    private final InstantSource clock;
    private List<NamedFiles.Stamp> read = List.of();

    /// What the files of these stamps hold; null if that cannot be used.
    private @Nullable List<Found> found;

    /// @param name of the file, for messages
    /// @param path of the key that names it
    private record Found(RevocationList list, String name, String path) {}

    /// @param section the path of the settings
    CrlLoader(
            String section, ClientAuthSettings settings, Positions positions, InstantSource clock) {
        this.key = section + ".crl";
        this.settings = settings;
        this.positions = positions;
        this.clock = clock;
    }

    /// Whether something has changed since the files were last read.
    synchronized boolean hasChanged() {
        return !NamedFiles.stamps(settings.crl()).equals(read);
    }

    /// Reads all of them, if they have changed.
    ///
    /// @param trust to whose CAs they have to fit
    /// @param problems takes what is wrong, warnings among it
    /// @return empty if there is an error among that
    synchronized Optional<RevocationLists> load(TrustBundle trust, List<Problem> problems) {
        Findings findings = new Findings(positions);
        List<NamedFiles.Stamp> stamps = NamedFiles.stamps(settings.crl());
        if (found == null || !stamps.equals(read)) {
            read = stamps;
            List<Found> all = readAll(findings);
            found = findings.hasErrors() ? null : all;
        }
        List<Found> usable = found == null ? List.of() : found;
        usable.forEach(each -> check(each, trust, findings));
        usable.forEach(each -> checkDelta(each, usable, findings));
        problems.addAll(findings.all());
        return findings.hasErrors()
                ? Optional.empty()
                : Optional.of(RevocationLists.of(usable.stream().map(Found::list).toList()));
    }

    private List<Found> readAll(Findings findings) {
        List<Found> all = new ArrayList<>();
        for (int i = 0; i < settings.crl().size(); i++) {
            String path = settings.crl().size() == 1 ? key : key + '[' + i + ']';
            NamedFiles.in(settings.crl().get(i), path, "CRLs", findings)
                    .forEach(file -> read(file, path, findings, all));
        }
        return all;
    }

    private void read(Path file, String path, Findings findings, List<Found> all) {
        String name = findings.quoted(file);
        try {
            for (byte[] encoded : encodings(file, name)) {
                RevocationList list = RevocationList.parse(findings.shown(file), encoded);
                all.add(new Found(list, name, path));
            }
        } catch (UnusableListException e) {
            findings.error(path, name + ' ' + e.problem());
        } catch (UnusableException e) {
            findings.error(path, e.problem());
        }
    }

    private void check(Found each, TrustBundle trust, Findings findings) {
        if (trust.disowns(each.list())) {
            findings.error(
                    each.path(),
                    each.name()
                            + " holds a CRL that the CA which it names has not signed; get it anew from"
                            + " the CA");
        }
        if (clock.instant().isAfter(each.list().nextUpdate())) {
            findings.warning(
                    each.path(),
                    each.name()
                            + " holds a CRL whose next issue was due at "
                            + each.list().nextUpdate()
                            + "; get the new one from the CA");
        }
    }

    /// Without the complete one it would say nothing of most certificates.
    private static void checkDelta(Found each, List<Found> all, Findings findings) {
        if (!each.list().isDelta()) {
            return;
        }
        List<RevocationList> bases =
                all.stream().map(Found::list).filter(each.list()::fits).toList();
        if (bases.isEmpty()) {
            findings.error(
                    each.path(),
                    each.name()
                            + " holds a delta CRL, and no complete CRL that it fits is there: one of the"
                            + " same issuer and scope, with a number not below that of its base; put"
                            + " that beside it");
        } else if (bases.stream().noneMatch(each.list()::isNewerThan)) {
            findings.warning(
                    each.path(),
                    each.name()
                            + " holds a delta CRL that is no newer than the complete one; take it out");
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
}
