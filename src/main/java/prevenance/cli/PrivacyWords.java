package prevenance.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import prevenance.privacy.Certificate;
import prevenance.privacy.ErasurePlan;
import prevenance.privacy.OpenMatter;
import prevenance.privacy.Proof;

/// Erasures and proofs as lines.
final class PrivacyWords {
    private PrivacyWords() {}

    static List<String> counts(String what, Map<String, Integer> counts) {
        List<String> lines = new ArrayList<>();
        if (!counts.isEmpty()) {
            lines.add("  " + what + ":");
            counts.forEach((table, count) -> lines.add("    %-24s %,d".formatted(table, count)));
        }
        return lines;
    }

    static List<String> lines(Certificate certificate) {
        List<String> lines = new ArrayList<>();
        lines.add("Erasure " + certificate.id() + ", " + certificate.at() + ", by " + certificate.actor());
        lines.add("  person (pseudonym)       " + certificate.subject());
        lines.add("  orders                   " + certificate.orders());
        lines.add("  mails cancelled          " + certificate.mails());
        lines.add("  files cut or deleted     " + certificate.files());
        if (certificate.suppressed()) {
            lines.add("  gets no mail             kept as a hash");
        }
        if (!certificate.forced().isEmpty()) {
            lines.add("  ended on responsibility  "
                    + String.join(
                            ", ",
                            certificate.forced().stream().map(OpenMatter::key).toList()));
        }
        lines.addAll(counts("rows changed or deleted", certificate.rows()));
        lines.addAll(counts("texts elsewhere", certificate.texts()));
        lines.addAll(lines(certificate.proof()));
        lines.add("  sha-256                  " + certificate.toJson().get("sha256"));
        return lines;
    }

    static List<String> lines(Proof proof) {
        List<String> lines = new ArrayList<>();
        lines.add("Searched for " + proof.searched() + " texts of his: "
                + (proof.isClean() ? "nothing found" : proof.hits() + " found"));
        if (!proof.leftOut().isEmpty()) {
            lines.add("  Not searched, because others have it too or it is too short to tell him by: "
                    + proof.leftOut().entrySet().stream()
                            .map(kind ->
                                    kind.getValue() + " " + kind.getKey().name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", ")));
        }
        for (Proof.Place place : proof.places()) {
            String state = switch (place.state()) {
                case LOOKED_AT -> place.hits() + " found";
                case BUSY -> "others were at work all the time: look again";
                case OUT_OF_REACH ->
                    place.name().equals("mailbox")
                            ? "the mail server's: look there for mails that came back, also among those that were read"
                            : "the database server's own files: rewrite its tables (VACUUM FULL); its write-ahead log"
                                    + " and base backups keep older pages until they are recycled";
            };
            lines.add("  %-24s %s%s"
                    .formatted(
                            place.name(),
                            state,
                            place.files().isEmpty() ? "" : ": " + String.join(", ", place.files())));
        }
        for (Proof.Backup backup : proof.backups()) {
            String holds =
                    backup.holds() == null ? "cannot be told" : backup.holds() ? "holds him" : "does not hold him";
            lines.add("  backup %-17s %s, %s"
                    .formatted(
                            backup.name(),
                            holds,
                            backup.ends() == null ? "nobody deletes it" : "gone after " + backup.ends()));
        }
        return lines;
    }

    static Map<String, @Nullable Object> json(ErasurePlan plan) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put(
                "orders",
                plan.orders().stream()
                        .map(order -> Map.of(
                                "number",
                                order.number(),
                                "goesOn",
                                order.matters().stream().map(OpenMatter::name).toList()))
                        .toList());
        json.put("rows", plan.rows());
        json.put("texts", plan.texts());
        json.put("files", plan.files());
        json.put("waitingFiles", plan.waiting());
        json.put("suppressed", plan.suppressed());
        json.put("staff", plan.staff());
        json.put("heldUpBy", plan.obstacles().stream().map(OpenMatter::name).toList());
        return json;
    }
}
