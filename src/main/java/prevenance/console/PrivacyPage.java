package prevenance.console;

import static prevenance.console.access.Gate.person;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import prevenance.console.access.Role;
import prevenance.privacy.DataClass;
import prevenance.privacy.ErasureOutcome;
import prevenance.privacy.ErasurePlan;
import prevenance.privacy.OpenMatter;
import prevenance.privacy.PastErasure;
import prevenance.privacy.Person;
import prevenance.privacy.Privacy;
import prevenance.privacy.PrivacyTexts;
import prevenance.privacy.RegisterText;
import prevenance.privacy.Retention;
import prevenance.web.Refusal;
import prevenance.web.Texts;

/// What is kept of people and how long; a person's export and erasure. Whom it is about is never part of an address,
/// and
/// is never written down.
final class PrivacyPage implements ConsolePage {
    private static final String HERE = "/people/privacy";
    private static final int ERASURES = 50;
    private static final int NIGHTS = 7;

    private final Privacy privacy;
    private final Shell shell;
    /// An export or a search reads much; one at a time is enough.
    private final Semaphore place = new Semaphore(1);

    PrivacyPage(Privacy privacy, Shell shell) {
        this.privacy = privacy;
        this.shell = shell;
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get(HERE, context -> show(context, Map.of()), Role.ADMIN);
        routes.post(HERE + "/look", context -> look(context, null), Role.ADMIN);
        routes.post(HERE + "/export", context -> alone(context, this::export), Role.ADMIN);
        routes.post(HERE + "/erase", context -> alone(context, this::erase), Role.ADMIN);
        routes.get(HERE + "/erasures/{id}", this::certificate, Role.ADMIN);
    }

    private interface Work {
        void on(Context context);
    }

    private void alone(Context context, Work work) {
        if (!place.tryAcquire()) {
            context.header("Retry-After", "30");
            throw new Refusal(429);
        }
        try {
            work.on(context);
        } finally {
            place.release();
        }
    }

    /// Who was meant: an address, or an order's number. Null when nothing was typed.
    private static @Nullable Person whom(Context context) {
        String who = Requested.field(context, "who").strip();
        return who.isEmpty() ? null : who.contains("@") ? Person.withEmail(who) : Person.ofOrder(who);
    }

    private void show(Context context, Map<String, ? extends @Nullable Object> more) {
        Locale locale = Shell.locale(context);
        Instant now = shell.now();
        Map<String, @Nullable Object> model = new HashMap<>();
        for (String name : List.of("plan", "who", "problem", "obstacles")) {
            model.put(name, null);
        }
        model.put("classes", RegisterText.entries(privacy.settings(), locale));
        model.put("erasures", privacy.erasures(ERASURES));
        model.put("nights", nights(locale, now));
        model.putAll(more);
        shell.page(context, "privacy", model);
    }

    private List<Map<String, @Nullable Object>> nights(Locale locale, Instant now) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Retention.Night night : privacy.nights(now).stream().limit(NIGHTS).toList()) {
            Map<String, @Nullable Object> row = new HashMap<>();
            row.put("day", night.day());
            row.put("done", night.endedAt() != null);
            List<String> said = new ArrayList<>();
            for (DataClass kind : DataClass.values()) {
                Long count = night.counts().get(kind.key());
                if (count != null) {
                    said.add(words(locale, "class." + kind.key()) + " " + count);
                }
            }
            row.put("counts", said);
            rows.add(row);
        }
        return rows;
    }

    private static String words(Locale locale, String key) {
        return PrivacyTexts.all().text(Texts.language(locale), key);
    }

    private void look(Context context, @Nullable String problem) {
        Person whom = whom(context);
        if (whom == null) {
            context.redirect(HERE);
            return;
        }
        ErasurePlan plan = privacy.plan(whom);
        Map<String, @Nullable Object> model = new HashMap<>();
        model.put("who", Requested.field(context, "who").strip());
        model.put("plan", plan);
        model.put("problem", problem);
        model.put("rows", counts(context, plan.rows()));
        model.put(
                "texts",
                plan.texts().values().stream().mapToInt(Integer::intValue).sum());
        model.put("orders", orders(context, plan));
        model.put("obstacles", !plan.obstacles().isEmpty());
        show(context, model);
    }

    private static List<Map<String, Object>> orders(Context context, ErasurePlan plan) {
        Locale locale = Shell.locale(context);
        return plan.orders().stream()
                .<Map<String, Object>>map(order -> Map.of(
                        "number",
                        order.number(),
                        "matters",
                        order.matters().stream()
                                .map(OpenMatter::key)
                                .map(key -> words(locale, "matter." + key))
                                .toList()))
                .toList();
    }

    private static List<String> counts(Context context, Map<String, Integer> counts) {
        Locale locale = Shell.locale(context);
        return counts.entrySet().stream()
                .map(entry -> {
                    String key = "table." + entry.getKey();
                    String name = PrivacyTexts.all().has(key) ? words(locale, key) : entry.getKey();
                    return name + " (" + entry.getValue() + ")";
                })
                .toList();
    }

    private void export(Context context) {
        Person whom = whom(context);
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try {
            if (whom == null || !privacy.export(whom, null, zip, person(context).login(), shell.now())) {
                look(context, shell.text(context, "privacy.nobody"));
                return;
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        LocalDate day = LocalDate.ofInstant(shell.now(), shell.zone());
        context.contentType("application/zip");
        context.header("Content-Disposition", "attachment; filename=\"person-" + day + ".zip\"");
        context.result(zip.toByteArray());
    }

    private void erase(Context context) {
        Person whom = whom(context);
        String who = Requested.field(context, "who").strip();
        if (whom == null || !Requested.field(context, "again").strip().equalsIgnoreCase(who)) {
            context.status(422);
            look(context, shell.text(context, "privacy.not-again"));
            return;
        }
        boolean force = Requested.field(context, "force").equals("yes");
        switch (privacy.erase(whom, person(context).login(), force, shell.now())) {
            case ErasureOutcome.Done done ->
                shell.goOn(
                        context,
                        HERE + "/erasures/" + done.certificate().id(),
                        done.certificate().proof().isClean() ? "said.person-erased" : "said.person-erased-look");
            case ErasureOutcome.Nothing _ -> {
                context.status(422);
                look(context, shell.text(context, "privacy.nobody"));
            }
            case ErasureOutcome.Held _ -> {
                context.status(422);
                look(context, shell.text(context, "privacy.held"));
            }
            case ErasureOutcome.Busy _ -> {
                context.status(409);
                look(context, shell.text(context, "privacy.busy"));
            }
        }
    }

    private void certificate(Context context) {
        PastErasure past = privacy.erasure(Requested.id(context)).orElseThrow(Refusal::notFound);
        shell.page(
                context,
                "privacy-erasure",
                Map.of("erasure", past, "certificate", Objects.requireNonNull(past.readable())));
    }
}
