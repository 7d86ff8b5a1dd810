package prevenance.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import prevenance.assess.FlagKind;
import prevenance.assess.Reasons;
import prevenance.demo.Stage.Look;
import prevenance.demo.StoryStore.Tally;

/// The sum of the story, and where to go from here.
final class Epilogue {
    private final Stage stage;
    private final boolean french;
    private final Locale locale;

    Epilogue(Stage stage, DemoOptions options) {
        this.stage = stage;
        this.french = options.isFrench();
        this.locale = french ? Locale.FRENCH : Locale.ENGLISH;
    }

    void tell(Tally tally, long questions, int days, Duration took, Path folder, boolean cutShort) {
        String title = say("── En résumé ", "── In short ");
        stage.line("");
        stage.line(stage.in(Look.STRONG, title + "─".repeat(72 - title.length())));
        if (cutShort) {
            stage.line(stage.in(
                    Look.WARNING,
                    say("  Le temps est écoulé : l'histoire est abrégée.", "  Time is up: the story is cut short.")));
        }
        number(
                say("jours racontés", "days told"),
                days,
                say("en " + took.toSeconds() + " s", "in " + took.toSeconds() + " s"));
        number(say("colis", "parcels"), tally.parcels(), tally.ended() + say(" arrivés", " arrived"));
        number(say("questions aux transporteurs", "questions to carriers"), questions, say("HTTP réel", "real HTTP"));
        number(say("événements de suivi", "tracking events"), tally.events(), "");
        number(
                say("dossiers", "cases"),
                tally.casesOpen() + tally.casesClosed(),
                tally.casesOpen() + say(" ouverts, ", " open, ") + tally.casesClosed() + say(" clos", " closed"));
        number(
                say("courriels", "mails"),
                tally.mailsSent(),
                tally.mailsDead() == 0 ? "" : tally.mailsDead() + say(" refusés", " refused"));
        stage.line("");
        table(
                say("Signaux", "Flags"),
                new TreeSet<>(tally.flagsByKind().keySet())
                        .stream()
                                .map(kind -> row(
                                        Reasons.name(FlagKind.valueOf(kind), locale),
                                        tally.flagsByKind().getOrDefault(kind, 0L),
                                        open(tally, kind)))
                                .toList());
        stage.line("");
        table(
                say("Courriels", "Mails"),
                tally.mailsByKind().entrySet().stream()
                        .map(entry ->
                                row(entry.getKey().toLowerCase(Locale.ROOT).replace('_', '-'), entry.getValue(), ""))
                        .toList());
        next(folder);
    }

    private String open(Tally tally, String kind) {
        long open = tally.openFlagsByKind().getOrDefault(kind, 0L);
        return open == 0 ? "" : open + say(open == 1 ? " encore levé" : " encore levés", " still open");
    }

    private void next(Path folder) {
        String configuration = " --config " + folder.resolve("prevenance.yaml");
        stage.line("");
        stage.line(say("  Courriels : ", "  Mails:    ") + folder.resolve("mails"));
        stage.line(say("  Base :      ", "  Database: ") + folder.resolve("prevenance.db"));
        stage.line(say("  Et maintenant :", "  Try next:"));
        for (String verb : List.of("incidents", "flags", "cases", "messages", "parcels --json")) {
            stage.line(stage.in(Look.FAINT, "    prevenance " + verb + configuration));
        }
    }

    private void number(String what, long count, String beside) {
        stage.line(String.format(Locale.ROOT, "  %-30s %7d  %s", what, count, beside)
                .stripTrailing());
    }

    private void table(String title, List<String> rows) {
        stage.line(stage.in(Look.STRONG, "  " + title));
        rows.forEach(stage::line);
    }

    private static String row(String name, long count, String beside) {
        return String.format(Locale.ROOT, "    %-28s %7d  %s", name, count, beside)
                .stripTrailing();
    }

    private String say(String inFrench, String inEnglish) {
        return french ? inFrench : inEnglish;
    }
}
