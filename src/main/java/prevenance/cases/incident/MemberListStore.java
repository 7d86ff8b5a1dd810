package prevenance.cases.incident;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.assess.FlagKind;
import prevenance.store.Tx;

/// The members of an incident, for those who look at them.
public final class MemberListStore {
    /// How the members of an incident stand.
    ///
    /// @param joined    parcels that ever joined
    /// @param active    in it now
    /// @param recovered left because their flags ended
    /// @param told      let hear a wording
    /// @param waiting   in it, and the newest wording is still to come
    public record Standing(int joined, int active, int recovered, int told, int waiting) {}

    /// A parcel that is or was in an incident.
    ///
    /// @param milestone   name of the parcel's milestone
    /// @param promiseDate ISO, null when nothing was promised
    /// @param flag        what brought it in
    /// @param leftAt      null while it is in it
    /// @param leftWhy     RECOVERED, MOVED, ENDED, RELEASED or DROPPED; null while it is in it
    /// @param toldAt      when its customer was let hear the newest wording, null before
    public record Member(
            long parcelId,
            String trackingNumber,
            String orderNumber,
            @Nullable String customerName,
            @Nullable String email,
            String milestone,
            @Nullable String promiseDate,
            FlagKind flag,
            Instant joinedAt,
            @Nullable Instant leftAt,
            @Nullable String leftWhy,
            @Nullable Instant toldAt) {}

    /// A member for looking at, who reads a language if one does; empty when nobody is in it.
    public Optional<Long> example(Tx tx, long incidentId, String language) {
        return tx.handle()
                .createQuery("""
                    select m.parcel_id from incident_member m join parcel p on p.id = m.parcel_id
                        join customer_order o on o.id = p.order_id
                    where m.incident_id = :id and m.left_at is null
                    order by case when o.locale like :language then 0 else 1 end, m.parcel_id limit 1
                    """)
                .bind("id", incidentId)
                .bind("language", language + "%")
                .mapTo(Long.class)
                .findOne();
    }

    /// How its members stand.
    public Standing standing(Tx tx, Incident incident) {
        return tx.handle()
                .createQuery("""
                    select count(*) as joined,
                        coalesce(sum(case when left_at is null then 1 else 0 end), 0) as active,
                        coalesce(sum(case when left_why = 'RECOVERED' then 1 else 0 end), 0) as recovered,
                        coalesce(sum(case when told_at is not null then 1 else 0 end), 0) as told,
                        coalesce(sum(case when left_at is null and round < :round then 1 else 0 end), 0) as waiting
                    from incident_member where incident_id = :id
                    """)
                .bind("id", incident.id())
                .bind("round", incident.round())
                .map((row, context) -> new Standing(
                        row.getInt("joined"),
                        row.getInt("active"),
                        row.getInt("recovered"),
                        row.getInt("told"),
                        row.getInt("waiting")))
                .one();
    }

    /// Its members in the order of their numbers.
    ///
    /// @param after the parcel that the page before ended with, 0 for the first page
    public List<Member> members(Tx tx, long incidentId, long after, int limit) {
        return tx.handle()
                .createQuery("""
                    select m.*, p.tracking_number, p.milestone, p.promise_date, o.number as order_number, o.customer_name,
                        o.email, f.kind as flag_kind
                    from incident_member m join parcel p on p.id = m.parcel_id
                        join customer_order o on o.id = p.order_id join flag f on f.id = m.flag_id
                    where m.incident_id = :id and m.parcel_id > :after order by m.parcel_id limit :limit
                    """)
                .bind("id", incidentId)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> new Member(
                        row.getLong("parcel_id"),
                        row.getString("tracking_number"),
                        row.getString("order_number"),
                        row.getString("customer_name"),
                        row.getString("email"),
                        row.getString("milestone"),
                        row.getString("promise_date"),
                        FlagKind.valueOf(row.getString("flag_kind")),
                        Instant.ofEpochMilli(row.getLong("joined_at")),
                        IncidentStore.instant(row, "left_at"),
                        row.getString("left_why"),
                        IncidentStore.instant(row, "told_at")))
                .list();
    }
}
