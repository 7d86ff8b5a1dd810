package prevenance.intake;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What became of a file.
///
/// @param kind             null when it could not be told
/// @param file             its name, without the folder
/// @param refusal          why nothing at all came in; null when it was read
/// @param encoding         `UTF-8` or `windows-1252`; null when the file was refused before
/// @param separator        null when the file was refused before
/// @param rows             rows read, header not counted
/// @param added            rows with something not known before
/// @param changed          rows that corrected something
/// @param unchanged        rows that said nothing new
/// @param rejected         rows that did not come in
/// @param told             messages queued by this import
/// @param problems         why rows were rejected, at most [ReportDraft#LISTED]; a row may have several
/// @param problemsOmitted  how many more there were
/// @param warnings         what was odd in rows that came in, at most [ReportDraft#LISTED]
/// @param warningsOmitted  how many more there were
/// @param knownBefore      the same bytes had come in before; nothing was read again
public record ImportReport(
        @Nullable ImportKind kind,
        String file,
        @Nullable RowProblem refusal,
        @Nullable String encoding,
        @Nullable Character separator,
        long rows,
        long added,
        long changed,
        long unchanged,
        long rejected,
        long told,
        List<RowProblem> problems,
        long problemsOmitted,
        List<RowProblem> warnings,
        long warningsOmitted,
        boolean knownBefore) {
    public ImportReport {
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }

    /// True when every row came in.
    public boolean isClean() {
        return refusal == null && rejected == 0;
    }

    /// For people, in English, several lines.
    public String toText() {
        StringBuilder text = new StringBuilder(file).append(": ");
        if (refusal != null) {
            return text.append("refused, nothing came in\n  ")
                    .append(refusal)
                    .append('\n')
                    .toString();
        }
        if (knownBefore) {
            return text.append("the same file came in before, nothing to do\n").toString();
        }
        text.append(rows + (rows == 1 ? " row" : " rows") + " of " + (kind == null ? "unknown kind" : kind.word()));
        text.append(" (" + encoding + ", separated by " + separatorName() + "): ");
        text.append(added + " new, " + changed + " changed, " + unchanged + " unchanged, " + rejected + " rejected");
        text.append(told == 0 ? "" : "; " + told + (told == 1 ? " message" : " messages") + " queued")
                .append('\n');
        list(text, "rejected:", problems, problemsOmitted);
        list(text, "came in, but:", warnings, warningsOmitted);
        return text.toString();
    }

    /// Plain maps, lists, texts and numbers, ready for a JSON writer.
    public Map<String, @Nullable Object> toJson() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("kind", kind == null ? null : kind.word());
        json.put("file", file);
        json.put("refused", refusal == null ? null : refusal.toJson());
        json.put("encoding", encoding);
        json.put("separator", separator == null ? null : separator.toString());
        json.put("rows", rows);
        json.put("new", added);
        json.put("changed", changed);
        json.put("unchanged", unchanged);
        json.put("rejected", rejected);
        json.put("messages", told);
        json.put("problems", problems.stream().map(RowProblem::toJson).toList());
        json.put("problemsOmitted", problemsOmitted);
        json.put("warnings", warnings.stream().map(RowProblem::toJson).toList());
        json.put("warningsOmitted", warningsOmitted);
        json.put("knownBefore", knownBefore);
        return json;
    }

    private String separatorName() {
        return separator != null && separator == '\t' ? "tab" : "'" + separator + "'";
    }

    private static void list(StringBuilder text, String title, List<RowProblem> items, long omitted) {
        if (items.isEmpty()) {
            return;
        }
        text.append("  ").append(title).append('\n');
        items.forEach(item -> text.append("  - ").append(item).append('\n'));
        if (omitted > 0) {
            text.append("  - and " + omitted + " more\n");
        }
    }
}
