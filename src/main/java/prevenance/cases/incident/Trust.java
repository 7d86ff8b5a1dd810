package prevenance.cases.incident;

import java.time.Duration;
import java.time.Instant;
import prevenance.store.Tx;
import prevenance.watch.FeedOutageStore;

/// Which waiting flags can be believed, as conditions on a flag `f` and its parcel `p`.
///
/// While a carrier's feed is down its flags wait: none of them opens an incident, joins one or becomes a case. When the
/// feed is back, a flag raised before its return counts as soon as its parcel was read and judged anew, if it still
/// stands then; a parcel that nobody can read does not hold its flag longer than the window of incidents.
///
/// @param and    begins with `and`; empty when every feed works and has worked
/// @param recent flags raised after `:from`, or that waited for a feed which is back since
record Trust(String and, String recent) {
    private static final String RECENT = " f.raised_at > :from ";

    /// No feed was down.
    static final Trust FULL = new Trust("", RECENT);

    /// @param window how far back flags count together
    static Trust at(Tx tx, Duration window, Instant now) {
        FeedOutageStore outages = new FeedOutageStore();
        Instant from = now.minus(window);
        if (outages.open(tx).isEmpty() && outages.ended(tx, from).isEmpty()) {
            return FULL;
        }
        String back = "o.ended_at >= " + from.toEpochMilli() + " and o.ended_at > f.raised_at";
        return new Trust("""
             and not exists (select 1 from feed_outage o where o.carrier = p.carrier and (o.ended_at is null
                or (%s and (p.last_answered_at is null or p.last_answered_at < o.ended_at
                    or p.assess_after <= p.last_answered_at))))
            """.formatted(back), """
                 (f.raised_at > :from or (f.settled_at is null and exists (
                    select 1 from feed_outage o where o.carrier = p.carrier and %s)))
                """.formatted(back));
    }
}
