package prevenance.carrier;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import prevenance.config.Problems;

/// The codes that a carrier publishes, as `published-codes.txt` beside its definition lists them: one code (or key, as
/// the tables write it) a line. What stands behind `#` is a remark; one of them says the source and the day on which
/// it was read. Each code must have a meaning in the carrier's tables or a reason in `ignored-codes.csv`.
final class PublishedCodes {
    static final String FILE = "published-codes.txt";
    private static final Pattern REMARK = Pattern.compile("(^|\\s)#.*$");
    private static final Pattern DAY = Pattern.compile("\\b20\\d\\d-[01]\\d-[0-3]\\d\\b");
    private static final Pattern ABOUT_CODES = Pattern.compile("\\bcodes?\\b", Pattern.CASE_INSENSITIVE);

    private PublishedCodes() {}

    /// The codes with their lines, in the file's order; empty when there is no such file.
    static Optional<Map<String, Integer>> read(Path file, String name, Problems problems) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            problems.add(name, null, "", "cannot be read", "write it in UTF-8");
            return Optional.of(Map.of());
        }
        Map<String, Integer> codes = new LinkedHashMap<>();
        boolean dated = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            String code = REMARK.matcher(line).replaceFirst("").strip();
            dated = dated || line.contains("#") && DAY.matcher(line).find();
            if (code.isEmpty()) {
                continue;
            }
            Integer before = codes.putIfAbsent(code, i + 1);
            if (before != null) {
                problems.add(name, i + 1, code, "stands on line " + before + " already", "keep one line a code");
            }
        }
        if (!dated) {
            problems.add(
                    name, 1, "", "does not say where and when the codes were read", "begin with # source, 2026-11-22");
        }
        if (codes.isEmpty()) {
            problems.add(name, 1, "", "lists no code", "list the published codes, or delete the file");
        }
        return Optional.of(codes);
    }

    /// Adds a problem for every published code that is in neither table nor ignored list, and for every code that is
    /// in both.
    static void compare(Path folder, CarrierDefinition definition, Problems problems) {
        StatusReading status = definition.reply().status();
        String code = definition.code();
        String name = code + "/" + FILE;
        Optional<Map<String, Integer>> published = read(folder.resolve(FILE), name, problems);
        published.ifPresent(codes -> codes.forEach((each, line) -> {
            if (status.row(each).isEmpty() && status.ignored().find(each).isEmpty()) {
                problems.add(
                        name,
                        line,
                        each,
                        "has no meaning",
                        "add it to the carrier's table, or to " + StatusReading.IGNORED + " with why");
            }
        }));
        if (published.isEmpty()
                && definition.facts().unconfirmed().stream()
                        .noneMatch(text -> ABOUT_CODES.matcher(text).find())) {
            problems.warn(
                    code + "/carrier.yaml",
                    null,
                    "facts.unconfirmed",
                    "does not say that no codes are published",
                    "add " + FILE + ", or say there that the carrier publishes no codes");
        }
        for (StatusTable.Row row : status.ignored().rows()) {
            if (status.row(row.key()).isPresent()) {
                problems.add(
                        code + "/" + StatusReading.IGNORED,
                        row.line(),
                        row.key(),
                        "has a meaning in the carrier's table too",
                        "keep it in one of them");
            }
        }
    }
}
