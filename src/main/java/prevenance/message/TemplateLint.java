package prevenance.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Reads the words of one template file as a careful colleague would: no blame, no promotion, no date out of
/// thin air, nothing loaded from elsewhere, nothing in the wrong language, no fact printed that may be
/// unknown.
final class TemplateLint {
    private static final Pattern HIDDEN =
            Pattern.compile("(?s)\\{#.*?#\\}|\\{%.*?%\\}|\\{\\{.*?\\}\\}|<style.*?</style>|<!--.*?-->|<[^>]*>");
    private static final Pattern IMAGE = Pattern.compile("(?is)<img\\b[^>]*>");
    private static final Pattern OWN_LOGO = Pattern.compile("(?i)src=\"\\{\\{ ?shop\\.logo ?\\}\\}\"");
    private static final int FEW = 2;

    private static final Pattern PRINTED = Pattern.compile("(?s)\\{\\{(.*?)\\}\\}");
    /// A name with its parts, a word in quotes, or a block; then filters.
    private static final Pattern PLAIN =
            Pattern.compile("\\s*(?:[A-Za-z]\\w*(?:\\.\\w+)*|'[^']*'|\"[^\"]*\"|block\\(\\s*[\"']\\w+[\"']\\s*\\))"
                    + "(?:\\s*\\|\\s*\\w+(?:\\([\\w.'\" ]*\\))?)*\\s*");
    /// What the engine itself puts there.
    private static final Pattern ENGINE = Pattern.compile("\\s*(?:locale|template|_context)\\b.*", Pattern.DOTALL);

    private final String name;
    private final String source;
    private final List<TemplateFinding> findings = new ArrayList<>();

    private TemplateLint(String name, String source) {
        this.name = name;
        this.source = source;
    }

    /// What is wrong in a file.
    ///
    /// @param all the whole set that the file is part of
    static List<TemplateFinding> of(String name, String source, TemplateFiles all) {
        TemplateLint lint = new TemplateLint(name, source);
        lint.words();
        lint.code();
        lint.prints();
        lint.language();
        lint.counterpart(all);
        FactGuards.unguarded(source)
                .forEach((line, fact) -> lint.error(
                        line,
                        "prints " + fact + ", which may be unknown",
                        "put it between {% if " + fact + " is not empty %} and {% endif %}"));
        TemplateReach.problem(name, all)
                .ifPresent(
                        problem -> lint.error(1, problem, "include a few files by their plain names, without circles"));
        return List.copyOf(lint.findings);
    }

    private void words() {
        String visible = visible(source);
        for (LintWords.Rule rule : LintWords.RULES) {
            rule.pattern()
                    .matcher(rule.everywhere() ? source : visible)
                    .results()
                    .forEach(hit -> {
                        String what = rule.what() + ": '" + hit.group().strip() + "'";
                        if (rule.severity() == TemplateFinding.Severity.ERROR) {
                            error(lineOf(hit.start()), what, rule.remedy());
                        } else {
                            warning(lineOf(hit.start()), what, rule.remedy());
                        }
                    });
        }
    }

    private void code() {
        for (MatchResult image : IMAGE.matcher(source).results().toList()) {
            if (!OWN_LOGO.matcher(image.group()).find()) {
                error(
                        lineOf(image.start()),
                        "an image is loaded from elsewhere",
                        "take it out: it tells who reads the mail, and many programs block it");
            }
        }
    }

    private void prints() {
        for (MatchResult print : PRINTED.matcher(source).results().toList()) {
            String expression = print.group(1);
            if (!PLAIN.matcher(expression).matches()
                    || ENGINE.matcher(expression).matches()) {
                error(
                        lineOf(print.start()),
                        "prints something other than a fact: '" + excerpt(print.group()) + "'",
                        "print one name, such as {{ parcel.number }} or {{ promiseDate | day }}");
            }
        }
    }

    private void language() {
        String foreign = name.startsWith("fr/") ? "en" : name.startsWith("en/") ? "fr" : "";
        Pattern words = LintWords.COMMON.get(foreign);
        if (words == null) {
            return;
        }
        String[] lines = visible(source).split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            long distinct = words.matcher(lines[i].toLowerCase(Locale.ROOT))
                    .results()
                    .map(MatchResult::group)
                    .distinct()
                    .count();
            if (distinct >= FEW) {
                error(i + 1, "is not in the language of its folder: '" + excerpt(lines[i]) + "'", "translate it");
            }
        }
    }

    /// Who changes what one part of a mail says must change the other.
    private void counterpart(TemplateFiles all) {
        Map.of(TemplateSet.HTML, TemplateSet.TEXT, TemplateSet.TEXT, TemplateSet.HTML)
                .forEach((part, other) -> {
                    if (name.endsWith(part) && all.text(name.replace(part, other)) == null) {
                        error(
                                1,
                                "has no counterpart " + name.replace(part, other),
                                part.equals(TemplateSet.HTML)
                                        ? "write the plain text for readers without HTML"
                                        : "write the HTML part too");
                    }
                });
    }

    private static String excerpt(String line) {
        String clean = line.strip().replaceAll("\\s+", " ");
        return clean.length() <= 60 ? clean : clean.substring(0, 60) + "…";
    }

    /// What is read, at the same places; everything else is blank.
    private static String visible(String source) {
        return HIDDEN.matcher(source).replaceAll(hit -> hit.group().replaceAll("[^\n]", " "));
    }

    private int lineOf(int at) {
        return 1 + (int) source.substring(0, at).chars().filter(c -> c == '\n').count();
    }

    private void error(int line, String what, String remedy) {
        findings.add(TemplateFinding.error(name, line, what, remedy));
    }

    private void warning(int line, String what, String remedy) {
        findings.add(TemplateFinding.warning(name, line, what, remedy));
    }
}
