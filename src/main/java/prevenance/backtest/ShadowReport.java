package prevenance.backtest;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import prevenance.assess.ShadowFlagSettings;
import prevenance.message.ShadowSettings;
import prevenance.store.Tx;

/// What would have gone out on one day of the shop's clock, had it not been in shadow.
///
/// @param mails   that would have left, most first
/// @param dropped that waited and were taken back, because what they said was no longer true
/// @param flags   raised by rules on trial, most first
/// @param waiting mails whose time had not come when this was read, whatever the day
public record ShadowReport(LocalDate day, List<Line> mails, int dropped, List<Line> flags, int waiting) {
    /// Some of one kind.
    ///
    /// @param kind    name of a message kind or a flag kind
    /// @param samples the newest
    public record Line(String kind, int count, List<Sample> samples) {
        public Line {
            samples = List.copyOf(samples);
        }
    }

    /// One of them.
    ///
    /// @param messageId 0 for a flag
    /// @param parcelId  0 for a mail about none
    public record Sample(long messageId, long parcelId, String order, Instant at) {}

    public ShadowReport {
        mails = List.copyOf(mails);
        flags = List.copyOf(flags);
    }

    /// Nothing would have gone.
    public boolean isEmpty() {
        return mails.isEmpty() && flags.isEmpty();
    }

    public int mailCount() {
        return mails.stream().mapToInt(Line::count).sum();
    }

    public int flagCount() {
        return flags.stream().mapToInt(Line::count).sum();
    }

    /// Reads a day's report.
    public static ShadowReport of(Tx tx, LocalDate day, ZoneId zone) {
        Instant from = day.atStartOfDay(zone).toInstant();
        Instant until = day.plusDays(1).atStartOfDay(zone).toInstant();
        return new ShadowReportStore().report(tx, day, from, until);
    }

    /// What is in shadow by the configuration.
    ///
    /// @param mails which mails are only computed
    /// @param flags which rules are on trial
    public record Scope(ShadowSettings mails, ShadowFlagSettings flags) {
        public boolean isOn() {
            return mails.isOn() || !flags.kinds().isEmpty() && flags.share().percent() < 100;
        }
    }
}
