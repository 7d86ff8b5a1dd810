package prevenance.privacy;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// What still goes on about an order, so that its data is needed: to carry the contract out, or to establish, exercise
/// or defend a claim (GDPR, article 17 (1) a and (3) e).
public enum OpenMatter {
    PARCEL_UNDER_WAY("select 1 from parcel going where going.order_id = %s and going.next_poll_at is not null"),
    CASE_OPEN("select 1 from service_case going where going.order_id = %s and going.state = 'OPEN'"),
    INCIDENT_OPEN("""
        select 1 from parcel going_parcel join incident_member going on going.parcel_id = going_parcel.id
            join incident going_incident on going_incident.id = going.incident_id
        where going_parcel.order_id = %s and going.left_at is null and going_incident.state <> 'CLOSED'\
        """),
    MAIL_PENDING("select 1 from outbox_message going where going.order_id = %s and going.state in ('HELD', 'QUEUED',"
            + " 'SENDING')"),
    REFUND_UNSETTLED("select 1 from refund going where going.order_id = %s and going.state in ('PROPOSED', 'DECIDED',"
            + " 'TRIGGERED', 'MISSING', 'FAILED') and going.ended_at is null"),
    EXCHANGE_UNSETTLED(
            "select 1 from exchange going where going.order_id = %s and going.state in ('PROMISED', 'RETURN_RECEIVED',"
                    + " 'BLOCKED')"),
    CLAIM_OPEN("""
        select 1 from claim going join service_case going_case on going_case.id = going.case_id
        where going_case.order_id = %s and going.state in ('GATHERING', 'SENT')\
        """),
    DEADLINE_RUNNING("select 1 from deadline going where going.order_id = %s and going.state = 'OPEN'");

    /// Its names are its own: a shorter one that the query around it uses too would be taken for the inner one.
    private final String rows;

    OpenMatter(String rows) {
        this.rows = rows;
    }

    /// In the texts.
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// An erasure waits for it unless somebody insists. A mail that waits is cancelled, and a deadline dropped.
    public boolean holdsErasure() {
        return this != MAIL_PENDING && this != DEADLINE_RUNNING;
    }

    /// SQL: it goes on for an order.
    ///
    /// @param order an expression that gives the order's id
    String exists(String order) {
        return "exists (" + rows.formatted(order) + ")";
    }

    /// SQL: nothing goes on for an order.
    static String none(String order) {
        return Arrays.stream(values())
                .map(matter -> "not " + matter.exists(order))
                .collect(Collectors.joining("\n    and "));
    }
}
