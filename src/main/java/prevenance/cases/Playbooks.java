package prevenance.cases;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The playbooks of all kinds of cases, in French and in English. A file has one `aim:`, then `step:`,
/// `ask:`, `never:` and `reply:` lines; the text of a reply follows its line, indented.
public final class Playbooks {
    private static final List<String> LANGUAGES = List.of("fr", "en");
    private static final String FOLDER = "playbook/";
    private static final int FEWEST_STEPS = 2;

    private final Map<String, Map<CaseKind, Playbook>> byLanguage;
    private final Map<String, Playbook> always;

    private Playbooks(Map<String, Map<CaseKind, Playbook>> byLanguage, Map<String, Playbook> always) {
        this.byLanguage = byLanguage;
        this.always = always;
    }

    /// Reads and checks them all.
    ///
    /// @throws IllegalStateException when one is missing or malformed; the message names the file
    public static Playbooks load() {
        Map<String, Map<CaseKind, Playbook>> byLanguage = new HashMap<>();
        Map<String, Playbook> always = new HashMap<>();
        for (String language : LANGUAGES) {
            Map<CaseKind, Playbook> books = new EnumMap<>(CaseKind.class);
            for (CaseKind kind : CaseKind.values()) {
                books.put(
                        kind,
                        read(language, kind.name().toLowerCase(Locale.ROOT).replace('_', '-')));
            }
            byLanguage.put(language, books);
            always.put(language, read(language, "always"));
        }
        return new Playbooks(byLanguage, always);
    }

    /// How to work on a kind of case.
    ///
    /// @param locale French for `fr`, English for every other
    public Playbook of(CaseKind kind, Locale locale) {
        return Objects.requireNonNull(
                Objects.requireNonNull(byLanguage.get(language(locale))).get(kind));
    }

    /// What holds for every case.
    public Playbook always(Locale locale) {
        return Objects.requireNonNull(always.get(language(locale)));
    }

    private static String language(Locale locale) {
        return locale.getLanguage().equals("fr") ? "fr" : "en";
    }

    private static Playbook read(String language, String name) {
        String file = FOLDER + language + "/" + name + ".txt";
        try (InputStream in = Playbooks.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the playbook " + file + " is missing");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            return checked(file, parsed(file, lines.lines().toList()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file, unreadable);
        }
    }

    static Playbook parsed(String file, List<String> lines) {
        List<String> aim = new ArrayList<>();
        Map<String, List<String>> lists =
                Map.of("aim", aim, "step", new ArrayList<>(), "ask", new ArrayList<>(), "never", new ArrayList<>());
        List<Playbook.Reply> replies = new ArrayList<>();
        String title = null;
        List<String> text = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("  ") && title != null) {
                text.add(line.strip());
                continue;
            }
            reply(title, text, replies);
            title = null;
            text.clear();
            int colon = line.indexOf(": ");
            String key = colon < 0 ? "" : line.substring(0, colon);
            List<String> list = lists.get(key);
            if (list != null) {
                list.add(line.substring(colon + 2).strip());
            } else if (key.equals("reply")) {
                title = line.substring(colon + 2).strip();
            } else if (!line.isBlank()) {
                throw new IllegalStateException(
                        file + ": '" + line + "' is not understood; begin it with aim, step, ask, never or reply");
            }
        }
        reply(title, text, replies);
        return new Playbook(
                aim.size() == 1 ? aim.getFirst() : "",
                Objects.requireNonNull(lists.get("step")),
                Objects.requireNonNull(lists.get("ask")),
                Objects.requireNonNull(lists.get("never")),
                replies);
    }

    private static void reply(@Nullable String title, List<String> text, List<Playbook.Reply> replies) {
        if (title != null) {
            replies.add(new Playbook.Reply(title, String.join("\n", text)));
        }
    }

    static Playbook checked(String file, Playbook book) {
        if (book.aim().isEmpty()) {
            throw new IllegalStateException(file + " needs exactly one aim");
        }
        if (book.steps().size() < FEWEST_STEPS) {
            throw new IllegalStateException(file + " needs at least " + FEWEST_STEPS + " steps");
        }
        for (Playbook.Reply reply : book.replies()) {
            if (reply.text().isEmpty()) {
                throw new IllegalStateException(file + ": the reply '" + reply.title() + "' has no text");
            }
            for (String name : reply.names()) {
                if (!Playbook.Reply.NAMES.contains(name)) {
                    throw new IllegalStateException(file + ": nobody fills in {" + name + "}; take one of "
                            + Playbook.Reply.NAMES.stream().sorted().toList());
                }
            }
        }
        return book;
    }
}
