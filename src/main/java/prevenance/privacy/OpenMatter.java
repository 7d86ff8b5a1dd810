package prevenance.privacy;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// What still goes on about an order, so that its data is needed: to carry the contract out, or to establish, exercise
/// or defend a claim (GDPR, article 17 (1) a and (3) e).
public enum OpenMatter {
    PARCEL_UNDER_WAY("select 1 from parcel m where m.order_id = %s and m.next_poll_at is not null"),
    CASE_OPEN("select 1 from service_case m where m.order_id = %s and m.state = 'OPEN'"),
    INCIDENT_OPEN("""
        select 1 from parcel p join incident_member m on m.parcel_id = p.id join incident i on i.id = m.incident_id
        where p.order_id = %s and m.left_at is null and i.state <> 'CLOSED'\
        """),
    MAIL_PENDING("select 1 from outbox_message m where m.order_id = %s and m.state in ('HELD', 'QUEUED', 'SENDING')"),
    REFUND_UNSETTLED("select 1 from refund m where m.order_id = %s and m.state in ('PROPOSED', 'DECIDED', 'TRIGGERED',"
            + " 'MISSING', 'FAILED') and m.ended_at is null"),
    EXCHANGE_UNSETTLED(
            "select 1 from exchange m where m.order_id = %s and m.state in ('PROMISED', 'RETURN_RECEIVED', 'BLOCKED')"),
    CLAIM_OPEN("""
        select 1 from claim m join service_case c on c.id = m.case_id
        where c.order_id = %s and m.state in ('GATHERING', 'SENT')\
        """),
    DEADLINE_RUNNING("select 1 from deadline m where m.order_id = %s and m.state = 'OPEN'");

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
