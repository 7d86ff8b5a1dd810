package prevenance.message;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import prevenance.config.Problems;

/// The templates in use: the program's, and over them the shop's own, looked at again when they change. A
/// file of the shop's with a mistake is not used; the one that was good before stays, or the program's.
final class Templates {
    private static final Logger log = LoggerFactory.getLogger(Templates.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(3);
    private static final String MAIN = "";

    private final Path basePlace;
    private final TemplateFiles base;
    private final @Nullable Path folder;
    private final Shops shops;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile State state;
    private volatile long lookedAt = System.nanoTime();

    /// What is in use.
    ///
    /// @param sets  by shop's code, the main one's is empty
    /// @param good  the shop's own files in use, by their whole name
    /// @param stamp of the folder when it was read
    private record State(
            Map<String, TemplateSet> sets, TemplateFiles good, List<TemplateFinding> findings, String stamp) {}

    private Templates(Path basePlace, TemplateFiles base, @Nullable Path folder, Shops shops) {
        this.basePlace = basePlace;
        this.base = base;
        this.folder = folder;
        this.shops = shops;
        Map<String, TemplateSet> sets = new HashMap<>();
        sets.put(MAIN, new TemplateSet(shops.main(), base));
        shops.others().forEach((code, shop) -> sets.put(code, new TemplateSet(shop, base)));
        state = new State(sets, TemplateFiles.NONE, List.of(), "");
    }

    /// Reads and checks everything. What is wrong with the program's own files is added to the problems.
    static Templates load(Path base, @Nullable Path own, Shops shops, Problems problems) {
        Templates templates = open(base, own, shops, problems);
        templates.lookThrough(problems);
        return templates;
    }

    /// Checks the program's own files, which takes its time.
    void lookThrough(Problems problems) {
        List<TemplateFinding> findings = new ArrayList<>();
        if (!base.isEmpty()) {
            new TemplateCheck(new TemplateSet(shops.main(), base), findings).checkAll();
        }
        findings.stream()
                .filter(TemplateFinding::isError)
                .map(finding -> finding.in(basePlace))
                .forEach(finding -> finding.addTo(problems));
    }

    /// Reads everything, and tries the shop's own files only.
    static Templates open(Path base, @Nullable Path own, Shops shops, Problems problems) {
        TemplateFiles files = TemplateFiles.NONE;
        try {
            files = TemplateFiles.read(base, new ArrayList<>());
        } catch (IOException unreadable) {
            problems.add(base.toString(), null, "", "the templates cannot be read", "check that the folder is there");
        }
        Templates templates = new Templates(base, files, isSame(base, own) ? null : own, shops);
        templates.look();
        return templates;
    }

    /// A configuration beside the program has the program's templates beside it too.
    private static boolean isSame(Path base, @Nullable Path own) {
        try {
            return own != null && Files.exists(own) && Files.isSameFile(base, own);
        } catch (IOException _) {
            return false;
        }
    }

    /// A shop's, null for the main one's; after a look for changes when the last one is some seconds ago.
    TemplateSet of(@Nullable String shop) {
        if (System.nanoTime() - lookedAt > BETWEEN_LOOKS.toNanos()) {
            look();
        }
        TemplateSet own = state.sets.get(shop == null ? MAIN : shop);
        return own == null ? java.util.Objects.requireNonNull(state.sets.get(MAIN)) : own;
    }

    List<TemplateFinding> findings() {
        return state.findings;
    }

    /// Reads the shop's own files when they are others than before.
    void look() {
        Path own = folder;
        if (own == null || !looking.tryLock()) {
            return;
        }
        try {
            lookedAt = System.nanoTime();
            String stamp = Files.isDirectory(own) ? TemplateFiles.stamp(own) : "";
            if (!stamp.equals(state.stamp)) {
                State next = read(own, stamp);
                tell(state.findings, next.findings);
                state = next;
            }
        } catch (IOException unreadable) {
            log.atWarn().addKeyValue("folder", own).setCause(unreadable).log("templates cannot be read");
        } finally {
            looking.unlock();
        }
    }

    private State read(Path own, String stamp) throws IOException {
        List<TemplateFinding> findings = new ArrayList<>();
        TemplateFiles all = stamp.isEmpty() ? TemplateFiles.NONE : TemplateFiles.read(own, findings);
        TemplateFiles common = all.outside(shops.codes());
        TemplateTrial main = TemplateTrial.of(shops.main(), base, common, state.good.outside(shops.codes()));
        findings.addAll(main.findings());
        Map<String, TemplateSet> sets = new LinkedHashMap<>();
        sets.put(MAIN, main.set());
        TemplateFiles good = main.used();
        for (String code : shops.codes()) {
            TemplateFiles theirs = all.below(code);
            TemplateTrial trial =
                    TemplateTrial.of(shops.of(code), main.used().over(base), theirs, state.good.below(code));
            trial.findings().stream().map(finding -> finding.in(Path.of(code))).forEach(findings::add);
            sets.put(code, trial.set());
            for (String name : trial.used().names()) {
                good = good.with(
                        code + "/" + name,
                        java.util.Objects.requireNonNull(trial.used().text(name)));
            }
        }
        return new State(
                Map.copyOf(sets),
                good,
                findings.stream().map(finding -> finding.in(own)).toList(),
                stamp);
    }

    /// Says once what is new.
    private static void tell(Collection<TemplateFinding> before, List<TemplateFinding> now) {
        now.stream()
                .filter(finding -> finding.isError() && !before.contains(finding))
                .forEach(finding -> log.atWarn()
                        .addKeyValue("file", finding.file())
                        .addKeyValue("line", finding.line())
                        .addKeyValue("why", finding.what())
                        .log("template not used"));
    }
}
