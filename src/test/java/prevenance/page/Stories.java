package prevenance.page;

import java.util.LinkedHashMap;
import java.util.Map;
import prevenance.assess.FlagKind;
import prevenance.message.MessageKind;
import prevenance.tracking.TrackingStatus;
import prevenance.watch.Leg;

/// Orders as they come in life, to look at: each is written into a rig and gives its path there.
final class Stories {
    private final PageRig rig;
    private final String locale;

    Stories(PageRig rig, String locale) {
        this.rig = rig;
        this.locale = locale;
    }

    /// Path of each story's page, and of the forms below it.
    Map<String, String> all() {
        Map<String, String> paths = new LinkedHashMap<>();
        paths.put("on-its-way", rig.path(onItsWay()));
        paths.put("out-today", rig.path(outToday()));
        paths.put("late", rig.path(late()));
        paths.put("attempt", rig.path(attempt()));
        paths.put("pickup", rig.path(pickup()));
        long delivered = delivered();
        paths.put("delivered", rig.path(delivered));
        paths.put("form-not-received", rig.path(delivered) + "/not-received?parcel=1");
        paths.put("form-damaged", rig.path(delivered) + "/damaged?parcel=1");
        paths.put("form-call-me", rig.path(delivered) + "/call-me");
        paths.put("form-survey", rig.path(delivered) + "/survey");
        paths.put("form-stop", rig.path(delivered) + "/stop-progress");
        paths.put("searching", rig.path(searching()));
        long lost = lost();
        paths.put("lost", rig.path(lost));
        paths.put("form-choice", rig.path(lost) + "/choice?parcel=1");
        paths.put("returning", rig.path(returning()));
        paths.put("refund", rig.path(refund("TRIGGERED", "CARD")));
        paths.put("refund-failed", rig.path(refund("FAILED", "CARD")));
        paths.put(
                "refund-check",
                "/p/" + rig.token(refund("ASKED", "DEFERRED_CARD"), prevenance.link.Purpose.REFUND_CHECK));
        paths.put("exchange", rig.path(exchange()));
        paths.put("exchange-blocked", rig.path(exchangeBlocked()));
        paths.put("several", rig.path(several()));
        paths.put("nothing-yet", rig.path(rig.order(locale)));
        paths.put("no-such-link", "/p/AAAA");
        paths.put("entrance", "/");
        return paths;
    }

    long onItsWay() {
        long order = rig.order(locale);
        long parcel = rig.parcel(order);
        rig.promise(parcel, "2026-11-19");
        rig.event(parcel, TrackingStatus.PRE_ANNOUNCED, "2026-11-13T16:00:00", null);
        rig.event(parcel, TrackingStatus.ACCEPTED_SCANNED, "2026-11-16T18:20:00", "LYON PLATEFORME");
        rig.event(parcel, TrackingStatus.TRANSIT_DEPARTED, "2026-11-16T23:10:00", "69800 SAINT-PRIEST");
        rig.sent(order, parcel, MessageKind.SHIPPED, "2026-11-16T18:00:00Z", "{}");
        return order;
    }

    private long outToday() {
        long order = onItsWay();
        long parcel = parcelOf(order);
        rig.estimate(parcel, "2026-11-17");
        rig.event(parcel, TrackingStatus.OUT_ON_VEHICLE, "2026-11-17T07:40:00", "VILLEURBANNE");
        return order;
    }

    private long late() {
        long order = onItsWay();
        long parcel = parcelOf(order);
        rig.promise(parcel, "2026-11-13");
        rig.estimate(parcel, "2026-11-20");
        rig.event(parcel, TrackingStatus.TRANSIT_DELAY_NETWORK, "2026-11-16T23:40:00", "SAINT-PRIEST");
        rig.flag(parcel, FlagKind.LATE, true);
        rig.sent(order, parcel, MessageKind.DELAY_KNOWN, "2026-11-17T07:00:00Z", "{\"nextUpdateDate\":\"2026-11-19\"}");
        return order;
    }

    private long attempt() {
        long order = onItsWay();
        long parcel = parcelOf(order);
        rig.event(parcel, TrackingStatus.ATTEMPT_NO_ACCESS, "2026-11-17T08:30:00", "VILLEURBANNE");
        rig.sent(
                order,
                parcel,
                MessageKind.ATTEMPT_FAILED,
                "2026-11-17T08:40:00Z",
                "{\"nextUpdateDate\":\"2026-11-19\"}");
        return order;
    }

    private long pickup() {
        long order = onItsWay();
        long parcel = parcelOf(order);
        rig.event(parcel, TrackingStatus.PICKUP_READY, "2026-11-17T08:30:00", "VILLEURBANNE");
        rig.sql("update parcel set pickup_place = 'Tabac de la Gare, Villeurbanne', pickup_until_date = '2026-11-24',"
                + " customer_page = 'https://www.example.org/suivi' where id = " + parcel);
        rig.sent(order, parcel, MessageKind.PICKUP_READY, "2026-11-17T08:40:00Z", "{}");
        return order;
    }

    long delivered() {
        long order = onItsWay();
        long parcel = parcelOf(order);
        rig.event(parcel, TrackingStatus.DELIVERED_RECIPIENT, "2026-11-17T08:30:00", "VILLEURBANNE");
        rig.sent(order, parcel, MessageKind.DELIVERED, "2026-11-17T08:40:00Z", "{}");
        return order;
    }

    private long searching() {
        long order = onItsWay();
        long parcel = parcelOf(order);
        rig.promise(parcel, "2026-11-06");
        rig.flag(parcel, FlagKind.LOST_SUSPECTED, true);
        rig.sent(
                order,
                parcel,
                MessageKind.SEARCHING,
                "2026-11-17T08:40:00Z",
                "{\"nextUpdateDate\":\"2026-11-19\",\"decisionDate\":\"2026-11-24\"}");
        openCase(order, parcel, "LOST_SUSPECTED");
        return order;
    }

    long lost() {
        long order = onItsWay();
        long parcel = parcelOf(order);
        rig.event(parcel, TrackingStatus.EXC_LOST_DECLARED, "2026-11-17T08:00:00", null);
        rig.flag(parcel, FlagKind.LOST_DECLARED, true);
        rig.sent(order, parcel, MessageKind.LOST, "2026-11-17T08:40:00Z", "{\"nextUpdateDate\":\"2026-11-19\"}");
        openCase(order, parcel, "LOST_DECLARED");
        return order;
    }

    private long returning() {
        long order = onItsWay();
        long parcel = parcelOf(order);
        rig.event(parcel, TrackingStatus.RETURN_UNDER_WAY, "2026-11-17T08:00:00", "VILLEURBANNE");
        rig.sent(order, parcel, MessageKind.RETURNING, "2026-11-17T08:40:00Z", "{\"nextUpdateDate\":\"2026-11-19\"}");
        openCase(order, parcel, "RETURNING");
        return order;
    }

    long refund(String state, String means) {
        long order = onItsWay();
        long parcel = parcelOf(order);
        rig.event(parcel, TrackingStatus.EXC_LOST_DECLARED, "2026-11-17T06:00:00", null);
        rig.sent(order, parcel, MessageKind.LOST, "2026-11-17T06:10:00Z", "{}");
        rig.refund(order, state, state.equals("DECIDED") ? null : "2026-11-11T10:00:00Z", "2026-11-24", means);
        rig.sent(order, null, MessageKind.REFUND_TRIGGERED, "2026-11-17T07:40:00Z", "{}");
        return order;
    }

    private long exchange() {
        long order = onItsWay();
        rig.event(parcelOf(order), TrackingStatus.EXC_LOST_DECLARED, "2026-11-17T06:00:00", null);
        rig.sent(order, parcelOf(order), MessageKind.LOST, "2026-11-17T06:10:00Z", "{}");
        long replacement = rig.parcel(order, Leg.EXCHANGE);
        rig.promise(replacement, "2026-11-19");
        rig.event(replacement, TrackingStatus.ACCEPTED_SCANNED, "2026-11-16T18:20:00", "SAINT-PRIEST");
        rig.exchange(order, "SHIPPED", replacement, false);
        rig.sent(order, replacement, MessageKind.EXCHANGE_SHIPPED, "2026-11-16T18:40:00Z", "{}");
        return order;
    }

    long exchangeBlocked() {
        long order = onItsWay();
        long back = rig.parcel(order, Leg.RETURN);
        rig.event(back, TrackingStatus.DELIVERED_RECIPIENT, "2026-11-14T08:00:00", "SAINT-PRIEST");
        rig.event(parcelOf(order), TrackingStatus.DELIVERED_RECIPIENT, "2026-11-17T06:00:00", "VILLEURBANNE");
        rig.exchange(order, "BLOCKED", null, true);
        rig.sent(order, null, MessageKind.EXCHANGE_BLOCKED, "2026-11-16T18:40:00Z", "{}");
        return order;
    }

    long several() {
        long order = delivered();
        long second = rig.parcel(order);
        rig.promise(second, "2026-11-19");
        rig.event(second, TrackingStatus.TRANSIT_ARRIVED_HUB, "2026-11-16T18:20:00", "DIJON");
        long third = rig.parcel(order);
        rig.event(third, TrackingStatus.TRANSIT_MOVING, "2026-11-12T18:20:00", "LILLE");
        rig.flag(third, FlagKind.STALLED, true);
        rig.sent(
                order, third, MessageKind.DELAY_UNKNOWN, "2026-11-17T08:40:00Z", "{\"nextUpdateDate\":\"2026-11-19\"}");
        return order;
    }

    private void openCase(long order, long parcel, String kind) {
        rig.sql("""
            insert into service_case (parcel_id, order_id, kind, priority, state, opened_at, due_at)
            values (%d, %d, '%s', 2, 'OPEN', 0, 0)
            """.formatted(parcel, order, kind));
    }

    private long parcelOf(long order) {
        return Long.parseLong(
                rig.rows("select min(id) from parcel where order_id = " + order).getFirst());
    }
}
