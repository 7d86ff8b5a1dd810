package prevenance.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import prevenance.doctor.Doctor;
import prevenance.doctor.Finding;
import prevenance.doctor.Standing;
import prevenance.doctor.Topic;

/// What works, what does not, and what to do.
@Command(
        name = "doctor",
        description =
                "Looks at everything an installation needs, and says what to do. Sends no mail, asks each host once."
                        + " Exit code 1 when something does not work.",
        sortOptions = false)
final class DoctorCommand implements Callable<Integer> {
    private static final String INDENT = "  ";
    private static final String HANGING = "      ";

    @ParentCommand
    private RootCommand root;

    @Option(names = "--offline", description = "Asks nobody outside of this machine.")
    private boolean offline;

    @Option(names = "--hosts", description = "Only lists the hosts and ports that a firewall must let out.")
    private boolean hosts;

    @Option(names = "--json", description = "One JSON object on standard output, nothing else.")
    private boolean json;

    @Option(names = "--locale", paramLabel = "fr|en", description = "Language (default: that of the environment).")
    private @Nullable String locale;

    @Override
    public Integer call() {
        Locale language = locale == null ? root.language() : Locale.forLanguageTag(locale);
        Doctor doctor = root.program().doctor(root.config());
        if (hosts) {
            List<String> lines = doctor.hosts();
            if (json) {
                root.terminal().json(lines);
            } else {
                root.terminal().line(Finding.word(language, "hosts"));
                lines.forEach(line -> root.terminal().line(INDENT + line));
            }
            return ExitCode.OK;
        }
        List<Finding> findings = doctor.examine(
                offline, topic -> root.terminal().progress(Finding.word(language, "looking", name(topic, language))));
        root.terminal().progress("");
        if (json) {
            root.terminal().json(json(findings, language));
        } else {
            tell(findings, language);
        }
        return count(findings, Standing.PROBLEM) == 0 ? ExitCode.OK : ExitCode.NOTHING;
    }

    private void tell(List<Finding> findings, Locale language) {
        Topic before = null;
        for (Finding finding : findings) {
            if (finding.topic() != before) {
                before = finding.topic();
                root.terminal().line("");
                root.terminal().line(Ansi.AUTO.string("@|bold " + name(before, language) + "|@"));
            }
            String text = finding.subject().isEmpty()
                    ? finding.found(language)
                    : finding.subject() + ": " + finding.found(language);
            root.terminal().wrapped(INDENT + mark(finding.standing()) + " ", HANGING, text);
            finding.remedy(language).ifPresent(todo -> root.terminal().wrapped(HANGING + "→ ", HANGING + "  ", todo));
        }
        root.terminal().line("");
        root.terminal()
                .line(Finding.word(
                        language,
                        "sum",
                        count(findings, Standing.PROBLEM),
                        count(findings, Standing.WARNING),
                        count(findings, Standing.FINE),
                        count(findings, Standing.UNKNOWN)));
    }

    private static String mark(Standing standing) {
        return switch (standing) {
            case FINE -> Ansi.AUTO.string("@|green ✓|@");
            case WARNING -> Ansi.AUTO.string("@|yellow !|@");
            case PROBLEM -> Ansi.AUTO.string("@|red,bold ✗|@");
            case UNKNOWN -> "?";
        };
    }

    private static String name(Topic topic, Locale language) {
        return Finding.word(language, "topic." + topic);
    }

    private static long count(List<Finding> findings, Standing standing) {
        return findings.stream()
                .filter(finding -> finding.standing() == standing)
                .count();
    }

    private static Map<String, @Nullable Object> json(List<Finding> findings, Locale language) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("problems", count(findings, Standing.PROBLEM));
        json.put("warnings", count(findings, Standing.WARNING));
        json.put(
                "findings",
                findings.stream()
                        .map(finding -> {
                            Map<String, @Nullable Object> one = new LinkedHashMap<>();
                            one.put("topic", finding.topic().name().toLowerCase(Locale.ROOT));
                            one.put("standing", finding.standing().name().toLowerCase(Locale.ROOT));
                            one.put("subject", finding.subject());
                            one.put("key", finding.key());
                            one.put("found", finding.found(language));
                            one.put("remedy", finding.remedy(language).orElse(null));
                            return one;
                        })
                        .toList());
        return json;
    }
}
