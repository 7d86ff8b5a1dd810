package prevenance.carrier;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.tracking.ParcelHistory;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingNumber;
import prevenance.tracking.TrackingStatus;

/// How a reply was read and why so, for people. The reader writes into it and never reads from it: a traced reading is
/// the same reading.
public final class ReadingTrace {
    private final boolean on;
    private final List<Step> steps = new ArrayList<>();
    private int statements;
    private int entryBegan;
    private String occurred = "";
    private String clock = "";
    private final List<String> keys = new ArrayList<>();
    private String decidedBy = "";

    /// One thing that was decided.
    public sealed interface Step {
        /// What the reply, or a parcel's entry in it, means.
        ///
        /// @param number absent for the whole reply
        /// @param outcome a word of [PollOutcome#word]
        /// @param by     the rule of the definition with its line, or a built-in one in words
        record Decided(Optional<TrackingNumber> number, String outcome, String by) implements Step {}

        /// One statement inside an entry.
        ///
        /// @param place     1 for the first as it was written
        /// @param occurred  its time as written, with the pattern that read it; empty when none was read
        /// @param clock     where its offset comes from, in words; empty when no time was read
        /// @param keys      each key tried, and where it was found
        /// @param decidedBy the line of a table, a text rule or a refinement that gave its status
        /// @param dropped   why it is left out; empty when it is kept
        /// @param event     what was read; absent when it is left out
        record Statement(
                int place,
                String occurred,
                String clock,
                List<String> keys,
                String decidedBy,
                String dropped,
                Optional<TrackingEvent> event)
                implements Step {}

        /// Something else that was decided, in words.
        record Remark(String text) implements Step {}
    }

    private ReadingTrace(boolean on) {
        this.on = on;
    }

    /// Keeps nothing.
    static ReadingTrace off() {
        return new ReadingTrace(false);
    }

    /// Keeps every step.
    public static ReadingTrace collecting() {
        return new ReadingTrace(true);
    }

    /// What was decided, in the order of the reading.
    public List<Step> steps() {
        return List.copyOf(steps);
    }

    /// The statement that became this event; empty when none did.
    Optional<Step.Statement> statement(TrackingEvent event) {
        return steps.stream()
                .filter(step -> step instanceof Step.Statement s && s.event().equals(Optional.of(event)))
                .map(Step.Statement.class::cast)
                .findFirst();
    }

    void decided(@Nullable TrackingNumber number, String outcome, String by) {
        if (on) {
            steps.add(new Step.Decided(Optional.ofNullable(number), outcome, by));
        }
    }

    void remark(String text) {
        if (on) {
            steps.add(new Step.Remark(text));
        }
    }

    /// A parcel's entry is read now; its statements are counted anew.
    void entry() {
        statements = 0;
        entryBegan = steps.size();
    }

    void statement() {
        statements++;
        occurred = "";
        clock = "";
        keys.clear();
        decidedBy = "";
    }

    void time(String written, TimePattern pattern) {
        if (on) {
            occurred = "'" + written + "' by " + pattern;
        }
    }

    void clock(String source) {
        if (on) {
            clock = source;
        }
    }

    void key(ReplyPath path, Optional<String> key, @Nullable String where) {
        if (on) {
            String found = where == null ? "in no table" : where;
            keys.add(key.map(k -> "'" + k + "': " + found).orElseGet(() -> "nothing at " + path));
        }
    }

    void meaning(TrackingStatus status, String by) {
        if (on) {
            decidedBy = decidedBy.isEmpty() ? by : decidedBy + ", then " + by + " made it " + status.wireName();
        }
    }

    void dropped(String why) {
        if (on) {
            steps.add(new Step.Statement(
                    statements, occurred, clock, List.copyOf(keys), decidedBy, why, Optional.empty()));
        }
    }

    void kept(TrackingEvent event) {
        if (on) {
            steps.add(new Step.Statement(
                    statements, occurred, clock, List.copyOf(keys), decidedBy, "", Optional.of(event)));
        }
    }

    /// The last entry's statements, put in order; what that changed is told.
    void history(ParcelHistory history) {
        if (!on) {
            return;
        }
        for (int i = entryBegan; i < steps.size(); i++) {
            if (steps.get(i) instanceof Step.Statement s && s.event().isPresent()) {
                TrackingEvent was = s.event().get();
                Optional<TrackingEvent> now = history.last(e -> e.identity().equals(was.identity()));
                boolean other = now.isPresent() && now.get().status() != was.status();
                if (other && now.get().carrierText().equals(was.carrierText())) {
                    steps.set(i, changed(s, now.get(), "the history (delivered after a return began)"));
                }
            }
        }
    }

    /// The newest statement got its meaning from the parcel's own status.
    void entryStatus(TrackingEvent was, TrackingEvent now, String by) {
        for (int i = entryBegan; on && i < steps.size(); i++) {
            if (steps.get(i) instanceof Step.Statement s && s.event().equals(Optional.of(was))) {
                steps.set(i, changed(s, now, "the entry's own status, " + by + ","));
            }
        }
    }

    private static Step.Statement changed(Step.Statement s, TrackingEvent now, String by) {
        return new Step.Statement(
                s.place(),
                s.occurred(),
                s.clock(),
                s.keys(),
                s.decidedBy() + ", then " + by + " made it " + now.status().wireName(),
                s.dropped(),
                Optional.of(now));
    }
}
