package prevenance.message;

import io.pebbletemplates.pebble.error.PebbleException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Looks through all templates of a set before any message needs one: every file there, every file parsed,
/// every message composed once with all facts and once with none, and nothing left out that a message must
/// say.
final class TemplateCheck {
    private static final int LONGEST_SUBJECT = 110;
    private static final int LANGUAGE_LETTERS = 2;
    private static final Pattern MARKUP = Pattern.compile("(?s)<style.*?</style>|<[^>]*>|&#?\\w+;");
    private static final Pattern BLOCK = Pattern.compile("\\{%-?\\s*block\\s+(\\w+)");
    private static final String PUT_BACK = "mend it, or put back the file that came with the program";
    /// What every message to a customer says, by the block it stands in.
    private static final Map<String, String> NEEDED = needed();

    private final TemplateSet set;
    private final Collection<TemplateFinding> findings;

    TemplateCheck(TemplateSet set, Collection<TemplateFinding> findings) {
        this.set = set;
        this.findings = findings;
    }

    private static Map<String, String> needed() {
        Map<String, String> needed = new LinkedHashMap<>();
        needed.put("happened", "what happened");
        needed.put("doing", "what we do");
        needed.put("todo", "what the customer has to do, or that it is nothing");
        needed.put("next", "when the customer hears from us next");
        return needed;
    }

    /// Everything.
    void checkAll() {
        check(name -> true);
    }

    /// What these files can have changed: their own messages, or all when one of them is a part of many.
    void checkWhatUses(Set<String> names) {
        boolean shared =
                names.stream().anyMatch(name -> TemplateSet.PARTS.stream().noneMatch(name::endsWith));
        check(shared ? name -> true : name -> TemplateSet.PARTS.stream().anyMatch(part -> names.contains(name + part)));
    }

    private void check(Predicate<String> wanted) {
        Set<String> folders = set.files().names().stream()
                .filter(name -> name.indexOf('/') == LANGUAGE_LETTERS)
                .map(name -> name.substring(0, LANGUAGE_LETTERS))
                .collect(Collectors.toCollection(TreeSet::new));
        folders.add("en");
        for (String language : folders) {
            if (allThere(language)) {
                for (MessageKind kind : MessageKind.values()) {
                    if (wanted.test(language + "/" + kind.wireName())) {
                        check(language, kind);
                    }
                }
                if (wanted.test(language + "/" + TemplateSet.EDITED)) {
                    checkEdited(language);
                }
            }
        }
    }

    private boolean allThere(String language) {
        boolean all = true;
        for (MessageKind kind : MessageKind.values()) {
            for (String part : TemplateSet.PARTS) {
                String name = language + "/" + kind.wireName() + part;
                if (set.files().text(name) == null) {
                    findings.add(TemplateFinding.error(
                            name,
                            null,
                            "is missing",
                            part.equals(TemplateSet.TEXT)
                                    ? "every mail has a plain text for readers without HTML: write it"
                                    : "write it; a language needs all files of every kind"));
                    all = false;
                }
            }
        }
        return all;
    }

    private void check(String language, MessageKind kind) {
        int before = findings.size();
        for (String part : TemplateSet.PARTS) {
            String name = language + "/" + kind.wireName() + part;
            said(name, () -> set.engine().parse(name));
        }
        if (findings.size() > before) {
            return;
        }
        Locale locale = Locale.of(language);
        holds(language, kind, MessageSamples.of(kind, locale));
        if (findings.size() == before) {
            holds(language, kind, Map.of());
        }
    }

    private void holds(String language, MessageKind kind, Map<String, @Nullable Object> facts) {
        String name = language + "/" + kind.wireName();
        Locale locale = Locale.of(language);
        try {
            set.engine().withinLimit(() -> look(name, kind, locale, facts));
        } catch (PebbleException broken) {
            findings.add(TemplateFinding.error(
                    guilty(broken, name, kind, locale, facts),
                    broken.getLineNumber(),
                    String.valueOf(broken.getPebbleMessage()),
                    PUT_BACK));
        }
    }

    private boolean look(String name, MessageKind kind, Locale locale, Map<String, @Nullable Object> facts) {
        Composition.Composed mail = set.renderHere(kind, locale, null, facts);
        if (mail.subject().isBlank() || mail.subject().contains("\n")) {
            add(name + TemplateSet.SUBJECT, "the subject is not one line of words", "write it on one line");
        }
        if (mail.subject().length() > LONGEST_SUBJECT) {
            findings.add(TemplateFinding.warning(
                    name + TemplateSet.SUBJECT,
                    1,
                    "the subject has " + mail.subject().length() + " letters",
                    "shorten it: phones show the first 40"));
        }
        if (kind.isForStaff()) {
            return true;
        }
        for (String part : List.of(TemplateSet.TEXT, TemplateSet.HTML)) {
            parts(name + part, kind, locale, facts);
            contact(name + part, part.equals(TemplateSet.TEXT) ? mail.text() : mail.html());
        }
        return true;
    }

    private void parts(String name, MessageKind kind, Locale locale, Map<String, @Nullable Object> facts) {
        Map<String, @Nullable Object> names = set.names(kind, locale, null, facts, true);
        NEEDED.forEach((block, what) -> {
            String words = set.engine().renderBlock(name, block, names, locale);
            if (MARKUP.matcher(words).replaceAll("").isBlank()) {
                add(
                        name,
                        "does not say " + what + (facts.isEmpty() ? " when the facts are unknown" : ""),
                        "write it into {% block " + block + " %}, also for unknown facts");
            }
        });
    }

    private void contact(String name, String body) {
        String email =
                set.shop().replyTo() == null ? set.shop().sender() : set.shop().replyTo();
        String phone = set.shop().phoneFor(set.shop().country());
        if (email == null || !body.contains(email) || phone != null && !body.contains(phone)) {
            add(name, "does not say how to reach the shop", "keep {{ shop.email }} and {{ shop.phone }} in the layout");
        }
    }

    private void checkEdited(String language) {
        String name = language + "/" + TemplateSet.EDITED;
        said(
                name + TemplateSet.TEXT,
                () -> set.renderEdited(
                        MessageKind.DELAY_KNOWN, Locale.of(language), null, Map.of(), new OwnWords("x", "x\n\nx")));
    }

    private void said(String name, Runnable attempt) {
        try {
            attempt.run();
        } catch (PebbleException broken) {
            findings.add(TemplateFinding.error(
                    broken.getFileName() == null ? name : broken.getFileName(),
                    broken.getLineNumber(),
                    String.valueOf(broken.getPebbleMessage()),
                    PUT_BACK));
        }
    }

    /// The engine names the layout also for what fails in a block of a message: then that block fails alone
    /// too.
    private String guilty(
            PebbleException broken, String name, MessageKind kind, Locale locale, Map<String, @Nullable Object> facts) {
        Map<String, @Nullable Object> names = set.names(kind, locale, null, facts, true);
        for (String part : List.of(TemplateSet.TEXT, TemplateSet.HTML)) {
            String source = String.valueOf(set.files().text(name + part));
            boolean fails = BLOCK.matcher(source)
                    .results()
                    .map(block -> block.group(1))
                    .anyMatch(block -> {
                        try {
                            set.engine().withinLimit(() -> set.engine().renderBlock(name + part, block, names, locale));
                            return false;
                        } catch (PebbleException same) {
                            return String.valueOf(same.getPebbleMessage()).equals(broken.getPebbleMessage());
                        }
                    });
            if (fails) {
                return name + part;
            }
        }
        return broken.getFileName() == null ? name : broken.getFileName();
    }

    private void add(String name, String what, String remedy) {
        findings.add(TemplateFinding.error(name, null, what, remedy));
    }
}
