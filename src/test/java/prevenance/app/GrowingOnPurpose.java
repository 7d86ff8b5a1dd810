package prevenance.app;

import java.util.Optional;
import java.util.stream.Stream;

/// Statements that go through a large table all the same, each with its reason.
enum GrowingOnPurpose {
    DEMO("demo.", "", "the make-believe shop is small"),
    BACKTEST("backtest.", "", "a back-test replays every parcel of its time, when a person asks for it"),
    PRIVACY("privacy.", "", "what retention and erasure left out would stay: at night, or on a person's wish"),
    STORE("store.", "", "copies, checks and moves of the whole database; another database's words"),
    NODE("node.NodeStore", "clock_timestamp", "the server's clock"),
    SEARCH_ON_SERVER("intake.OrderSearch", "to_tsvector", "of PostgreSQL, which has an index of these words"),
    DOCTOR("doctor.", "", "a check that a person asks for"),
    LEARNING_NEWS("watch.NewsRateStore", "", "learned once a night"),
    LEARNING_TRANSIT("transit.", "", "learned once a night"),
    EVALUATION("watch.EventHistoryStore", "", "evaluates the polling over all the past, when a person asks for it"),
    REPORTS("console.InsightStore", "", "a report over the days that a lead asks for"),
    READINGS("health.ReadingStore", "outbox_message", "a reading a minute, of an index alone"),
    CLOCK_BACK("message.DispatchStore", "- :by", "once, when the machine's clock was set back"),
    FEW_CHOSEN("console.ParcelListStore", "hit as materialized", "sorts only what it has counted as few"),
    OLD_FLAGS("console.ParcelListStore", "from flag f where", "stops at twenty thousand, and the oldest come first"),
    DUE_ANSWERS("console.NowStore", "limit 1000", "sorts two thousand at most"),
    WATCHED(
            "console.NowStore",
            "next_poll_at is not null",
            "the unread, or an index alone; in a large shop once a minute"),
    CARRIERS_LOAD(
            "console.CarrierPageStore", "next_poll_at is not null", "of indexes alone; in a large shop once a minute"),
    CARRIERS_LATEST("console.CarrierPageStore", ":through", "goes through the newest fifty thousand"),
    COVERAGE("watch.CoverageStore", "count(*)", "a page about every parcel"),
    FEED_DELAYS("watch.FeedReportStore", ":through", "goes through the newest fifty thousand"),
    UNDATED(
            "aftersales.DeadlineBoardStore",
            "promise_date is null",
            "parcels without a date; in a large shop once a minute"),
    LAID_ASIDE("console.CaseListStore", "c.waiting_until > ", "cases that somebody has laid aside"),
    ANSWERED("cases.CaseClockStore", ":since", "the mails of half an hour"),
    USUAL("cases.incident.PoolStore", "as days", "what is usual, counted when an incident may begin"),
    CELLS("cases.incident.PoolStore", "as burst", "the flags of a window of hours"),
    MEMBERS("cases.incident.MemberListStore", "m.incident_id = :id", "one incident's parcels"),
    OPEN_LIST("assess.FlagStore", "order by f.raised_at desc", "a list on the terminal"),
    CASE_LIST("cases.CaseStore", "order by c.due_at", "a list on the terminal"),
    MESSAGE_LIST("message.MessageStore", "order by m.id desc", "walks from the newest and stops at a page"),
    ARCHIVE("console.MessageListStore", "order by m.id desc", "walks from the newest and stops at a page"),
    NODES("console.NodeHoldStore", "held", "what is being asked and sent now"),
    RESTORED("message.EpochStore", "", "once, after a backup was restored"),
    CONTRADICTIONS("watch.ContradictionStore", "count(distinct", "what cannot be true is rare"),
    OLD_CHANGES("webhook.ChangeStore", "oldest", "the five thousand oldest");

    private final String who;
    private final String what;
    private final String why;

    /// @param who  how the class's name begins, behind `prevenance.`
    /// @param what stands in the statement
    /// @param why  for the reader
    GrowingOnPurpose(String who, String what, String why) {
        this.who = "prevenance." + who;
        this.what = what;
        this.why = why;
    }

    static Optional<GrowingOnPurpose> of(String who, String sql) {
        String words = sql.replaceAll("\\s+", " ");
        return Stream.of(values())
                .filter(one -> Stream.of(who.split(" ", -1)).anyMatch(name -> name.startsWith(one.who)))
                .filter(one -> words.contains(one.what))
                .findFirst();
    }

    @Override
    public String toString() {
        return name() + ": " + why;
    }
}
