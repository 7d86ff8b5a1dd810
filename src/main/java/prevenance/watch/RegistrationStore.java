package prevenance.watch;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import prevenance.store.Tx;
import prevenance.tracking.TrackingNumber;
import prevenance.tracking.TrackingStatus;

/// What aggregators were told to watch.
public final class RegistrationStore {
    /// A parcel's number is watched.
    static final String REGISTERED = """
        exists (select 1 from carrier_registration r where r.carrier = parcel.carrier
            and r.number = parcel.tracking_number and r.state = 'REGISTERED')
        """;

    /// Statuses after which nothing more is expected.
    static final List<String> FINAL = Stream.of(TrackingStatus.values())
            .filter(TrackingStatus::isFinal)
            .map(TrackingStatus::wireName)
            .toList();

    /// A number with an aggregator. The columns are described in the migration.
    ///
    /// @param state `REGISTERED`, `REJECTED` or `LOST`
    public record Registration(
            String state,
            @Nullable String registeredAs,
            @Nullable Instant registeredAt,
            @Nullable String reference,
            @Nullable String detail) {}

    public Optional<Registration> find(Tx tx, String carrier, TrackingNumber number) {
        return tx.handle()
                .createQuery("select * from carrier_registration where carrier = :carrier and number = :number")
                .bind("carrier", carrier)
                .bind("number", number.value())
                .map((row, _) -> new Registration(
                        row.getString("state"),
                        row.getString("registered_as"),
                        row.getObject("registered_at") == null
                                ? null
                                : Instant.ofEpochMilli(row.getLong("registered_at")),
                        row.getString("reference"),
                        row.getString("detail")))
                .findOne();
    }

    /// How many numbers an aggregator watches for us.
    public long registered(Tx tx, String carrier) {
        return tx.handle()
                .createQuery(
                        "select count(*) from carrier_registration where carrier = :carrier and state = 'REGISTERED'")
                .bind("carrier", carrier)
                .mapTo(Long.class)
                .one();
    }

    /// How many parcels under way wait to be registered with it.
    public long waiting(Tx tx, String carrier) {
        return tx.handle()
                .createQuery(
                        "select count(*) from parcel where carrier = :carrier and next_poll_at is not null and not "
                                + REGISTERED)
                .bind("carrier", carrier)
                .mapTo(Long.class)
                .one();
    }

    /// Writes down that the aggregator watches a number; an earlier "yes" stays as it is.
    void registered(
            Tx tx,
            String carrier,
            TrackingNumber number,
            @Nullable String as,
            @Nullable String reference,
            Instant now) {
        tx.handle()
                .createUpdate("""
                    insert into carrier_registration (carrier, number, state, registered_as, registered_at, reference)
                    values (:carrier, :number, 'REGISTERED', :as, :now, :reference)
                    on conflict (carrier, number) do update set state = excluded.state,
                        registered_as = excluded.registered_as, registered_at = excluded.registered_at,
                        reference = coalesce(excluded.reference, carrier_registration.reference), detail = null
                    where carrier_registration.state <> 'REGISTERED'
                    """)
                .bind("carrier", carrier)
                .bind("number", number.value())
                .bind("as", as)
                .bind("now", now)
                .bind("reference", reference)
                .execute();
    }

    /// Writes down that the aggregator does not take a number, unless it has taken it meanwhile.
    void rejected(Tx tx, String carrier, TrackingNumber number, @Nullable String as, String detail) {
        tx.handle()
                .createUpdate("""
                    insert into carrier_registration (carrier, number, state, registered_as, detail)
                    values (:carrier, :number, 'REJECTED', :as, :detail)
                    on conflict (carrier, number) do update set state = excluded.state,
                        registered_as = excluded.registered_as, detail = excluded.detail
                    where carrier_registration.state <> 'REGISTERED'
                    """)
                .bind("carrier", carrier)
                .bind("number", number.value())
                .bind("as", as)
                .bind("detail", detail)
                .execute();
    }

    /// The aggregator says that it does not watch a number: it is registered anew.
    ///
    /// @return false when it was registered just now, or is known to be lost
    boolean lost(Tx tx, String carrier, TrackingNumber number, String detail, Instant now) {
        return tx.handle()
                        .createUpdate("""
                            update carrier_registration set state = 'LOST', detail = :detail
                            where carrier = :carrier and number = :number and state = 'REGISTERED'
                                and registered_at < :now
                            """)
                        .bind("carrier", carrier)
                        .bind("number", number.value())
                        .bind("detail", detail)
                        .bind("now", now)
                        .execute()
                == 1;
    }

    /// The shop names another carrier for a number: it is registered anew.
    public void otherwise(Tx tx, String carrier, TrackingNumber number) {
        tx.handle()
                .createUpdate("update carrier_registration set state = 'LOST', detail = 'another carrier is named'"
                        + " where carrier = :carrier and number = :number and state = 'REGISTERED'")
                .bind("carrier", carrier)
                .bind("number", number.value())
                .execute();
    }

    /// A claimed parcel is registered: it is asked about from then on, and a number that was said to be impossible is
    /// not.
    void look(Tx tx, Claim claim, Instant at, Instant now) {
        tx.handle()
                .createUpdate("""
                    update parcel set next_poll_at = case when replaced_by is null then :at else null end,
                        claimed_until = case when claimed_until = :lease then null else claimed_until end,
                        assess_after = case when status = :impossible or last_outcome = 'refused' then :now
                            else assess_after end,
                        status = case when status = :impossible then :unknown else status end,
                        unknown_since = case when last_outcome = 'refused' then null else unknown_since end,
                        failed_polls = 0, last_outcome = case when last_answered_at is null then null else last_outcome end,
                        last_detail = null
                    where id = :id
                    """)
                .bind("at", at)
                .bind("lease", claim.until())
                .bind("impossible", TrackingStatus.PRE_INVALID_NUMBER.wireName())
                .bind("unknown", TrackingStatus.PRE_NO_DATA.wireName())
                .bind("now", now)
                .bind("id", claim.parcelId())
                .execute();
    }

    /// A parcel whose number the aggregator refuses, and of which nothing is known, has an impossible number: that is
    /// an
    /// answer.
    void impossible(Tx tx, Claim claim, Instant now) {
        tx.handle()
                .createUpdate("""
                    update parcel set assess_after = case when status = :impossible then assess_after else :now end,
                        status = :impossible, unknown_since = coalesce(unknown_since, :now), last_answered_at = :now,
                        failed_polls = 0
                    where id = :id
                        and not exists (select 1 from tracking_event e where e.parcel_id = parcel.id)
                    """)
                .bind("impossible", TrackingStatus.PRE_INVALID_NUMBER.wireName())
                .bind("now", now)
                .bind("id", claim.parcelId())
                .execute();
    }

    /// Whether a parcel under way is due and not registered.
    boolean isAnyDue(Tx tx, String carrier, Instant now) {
        return tx.handle()
                .createQuery("select id from parcel where carrier = :carrier and next_poll_at <= :now"
                        + " and status not in (<final>) and not " + REGISTERED + " order by next_poll_at limit 1")
                .bindList("final", FINAL)
                .bind("carrier", carrier)
                .bind("now", now)
                .mapTo(Long.class)
                .findOne()
                .isPresent();
    }

    /// Parcels whose journey has ended are not registered any more, and so no longer asked about.
    int end(Tx tx, String carrier, Instant now) {
        return tx.handle()
                .createUpdate("update parcel set next_poll_at = null where carrier = :carrier and next_poll_at <= :now"
                        + " and status in (<final>) and not " + REGISTERED)
                .bindList("final", FINAL)
                .bind("carrier", carrier)
                .bind("now", now)
                .execute();
    }
}
