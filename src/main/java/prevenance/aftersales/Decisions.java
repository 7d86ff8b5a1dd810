package prevenance.aftersales;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import prevenance.assess.ArrivalOutlook;
import prevenance.assess.Limit;
import prevenance.carrier.CarrierDirectory;
import prevenance.cases.CaseDecisions;
import prevenance.cases.CaseDecisions.Open;
import prevenance.cases.CaseDecisions.Result;
import prevenance.cases.CaseDecisions.Result.Made;
import prevenance.cases.CaseDecisions.Result.NotPossible;
import prevenance.cases.CaseOutcome;
import prevenance.cases.Deadline;
import prevenance.cases.DeadlineKind;
import prevenance.cases.DeadlineState;
import prevenance.cases.DeadlineStore;
import prevenance.cases.DeskSettings;
import prevenance.cases.HandMail;
import prevenance.cases.ServiceCase;
import prevenance.cases.TellingSettings;
import prevenance.message.MessageKind;
import prevenance.message.Outbox;
import prevenance.store.Database;
import prevenance.store.Tx;
import prevenance.watch.CustomerOrder;
import prevenance.watch.ParcelStore;
import prevenance.watch.WatchedParcel;

/// What a person decides in a case. Each does what it says in one transaction: it queues the message, starts
/// the exchange or the refund, sets the deadline and is written into the case.
///
/// A `seenVersion` is [ServiceCase#version()] as the person saw it; null when he did not look.
public final class Decisions {
    private static final LocalTime MORNING = LocalTime.of(9, 0);

    private final AftersalesSettings settings;
    private final ArrivalOutlook outlook;
    private final ZoneId zone;
    private final CaseDecisions decisions;
    private final RefundSteps refundSteps;
    private final ExchangeSteps exchangeSteps;
    private final HandMail mail;
    private final ClaimOpening claims;
    private final Remedies remedies;
    private final DeadlineStore deadlines = new DeadlineStore();
    private final ParcelStore parcels = new ParcelStore();

    /// @param zone         where the shop is
    /// @param carrierNames a carrier's name as customers know it, by its code
    /// @param outlook      the chance that a parcel still comes
    public Decisions(
            Database database,
            AftersalesSettings settings,
            ZoneId zone,
            CarrierDirectory carriers,
            Outbox outbox,
            DeskSettings desk,
            TellingSettings telling,
            UnaryOperator<String> carrierNames,
            ArrivalOutlook outlook) {
        this.outlook = outlook;
        this.settings = settings;
        this.zone = zone;
        this.decisions = new CaseDecisions(database);
        this.refundSteps = new RefundSteps(new RefundTerms(settings, zone, BankDays.byPublicHolidays()), outbox, desk);
        this.exchangeSteps = new ExchangeSteps(settings, zone, carriers, outbox, desk);
        this.mail = new HandMail(outbox, telling, desk, carrierNames);
        this.claims = new ClaimOpening(settings, zone);
        this.remedies = new Remedies(exchangeSteps);
    }

    /// Sends anew: the replacement is promised to the customer, with the day by which it leaves.
    ///
    /// @param items        what is in it, null: as in the case's parcel
    /// @param shipBy       null: as the settings say
    /// @param awaitsReturn it leaves after the customer's parcel has come back
    public CaseOutcome reship(
            long caseId,
            @Nullable String items,
            @Nullable LocalDate shipBy,
            boolean awaitsReturn,
            String author,
            @Nullable Integer seenVersion,
            Instant now) {
        return decisions.decide(caseId, seenVersion, author, now, open -> {
            Optional<String> settled = remedies.settled(open);
            if (settled.isPresent()) {
                return new NotPossible(settled.get());
            }
            String contents =
                    items == null ? parcel(open).map(WatchedParcel::items).orElse(null) : items;
            return exchangeSteps
                    .promise(open.tx(), open.serviceCase(), contents, awaitsReturn, shipBy, now)
                    .<Result>map(exchange -> new Made(
                            "Reship: replacement " + exchange.reference()
                                    + (exchange.shipByDate() == null
                                            ? ", leaves when the return has come"
                                            : ", leaves by " + exchange.shipByDate()),
                            null))
                    .orElseGet(() -> new NotPossible("the case has a replacement already"));
        });
    }

    /// Pays back: the refund is decided and promised to the customer, with the day by which it is paid. Above
    /// the limit of the settings it waits for a second person, see [Refunds#confirm].
    ///
    /// @param amountMinor null: the parcel's value
    /// @param currency    null: the parcel's
    /// @param means       null: unknown
    public CaseOutcome refund(
            long caseId,
            @Nullable Long amountMinor,
            @Nullable String currency,
            @Nullable PaymentMeans means,
            String author,
            @Nullable Integer seenVersion,
            Instant now) {
        return decisions.decide(caseId, seenVersion, author, now, open -> {
            Optional<String> settled = remedies.settled(open);
            if (settled.isPresent()) {
                return new NotPossible(settled.get());
            }
            Optional<WatchedParcel> parcel = parcel(open);
            Long amount =
                    amountMinor == null ? parcel.map(WatchedParcel::valueMinor).orElse(null) : amountMinor;
            String unit = currency == null ? parcel.map(WatchedParcel::currency).orElse(null) : currency;
            if (amount == null || unit == null || amount <= 0) {
                return new NotPossible("the amount is not known; write it with its currency");
            }
            remedies.dropBlocked(open, author, now);
            PaymentMeans by = means == null ? PaymentMeans.OTHER : means;
            return refundSteps
                    .decide(open.tx(), open.serviceCase(), amount, unit, by, author, now)
                    .<Result>map(refund -> new Made(
                            "Refund: " + RefundSteps.words(refund)
                                    + (refund.state() == RefundState.PROPOSED
                                            ? ", waits for a second person"
                                            : ", to be paid by " + refund.payByDate()),
                            null))
                    .orElseGet(() -> new NotPossible("the case has a refund already"));
        });
    }

    /// Waits: the case is laid aside and comes back in the morning of a day.
    ///
    /// @param reason what is waited for
    /// @param tell   the customer is told that he hears from us by that day
    public CaseOutcome waitUntil(
            long caseId,
            LocalDate until,
            String reason,
            boolean tell,
            String author,
            @Nullable Integer seenVersion,
            Instant now) {
        Instant wakes = until.atTime(MORNING).atZone(zone).toInstant();
        return decisions.decide(caseId, seenVersion, author, now, open -> {
            if (!wakes.isAfter(now)) {
                return new NotPossible("the day is not in the future; name a later one");
            }
            if (reason.isBlank()) {
                return new NotPossible("the reason is empty; write what is waited for");
            }
            if (tell) {
                mail.write(open.tx(), open.serviceCase(), MessageKind.STILL_SEARCHING, until, Map.of(), now);
            }
            return new Made("Wait until " + until + ": " + reason.strip(), wakes);
        });
    }

    /// Asks the carrier: recorded with the day by which it usually answers; the customer is told that we
    /// search, unless he has been.
    ///
    /// @param carrierReference what the carrier calls the inquiry, null when it gave nothing
    public CaseOutcome inquiry(
            long caseId, @Nullable String carrierReference, String author, @Nullable Integer seenVersion, Instant now) {
        return decisions.decide(caseId, seenVersion, author, now, open -> {
            WatchedParcel parcel = parcel(open).orElse(null);
            if (parcel == null) {
                return new NotPossible("the case is about no parcel; there is nothing to ask a carrier about");
            }
            LocalDate answer = now.atZone(zone)
                    .toLocalDate()
                    .plusDays(settings.limits(parcel, order(open, parcel)).days(Limit.INQUIRY_ANSWER_DAYS));
            deadlines.set(
                    open.tx(),
                    deadline(open, parcel, DeadlineKind.INQUIRY_ANSWER, inquiryKey(caseId), answer, "terms.inquiry"),
                    now);
            if (!mail.hasTold(open.tx(), open.serviceCase(), MessageKind.SEARCHING)) {
                mail.write(open.tx(), open.serviceCase(), MessageKind.SEARCHING, null, Map.of(), now);
            }
            return new Made(
                    "Inquiry with the carrier"
                            + (carrierReference == null || carrierReference.isBlank()
                                    ? ""
                                    : ", " + carrierReference.strip())
                            + ": answer expected by " + answer,
                    null);
        });
    }

    /// The carrier has answered the inquiry.
    ///
    /// @param answer what it says
    public CaseOutcome inquiryAnswered(
            long caseId, String answer, String author, @Nullable Integer seenVersion, Instant now) {
        return decisions.decide(caseId, seenVersion, author, now, open -> {
            if (answer.isBlank()) {
                return new NotPossible("the answer is empty; write what the carrier says");
            }
            return deadlines.end(open.tx(), inquiryKey(caseId), DeadlineState.KEPT, now)
                    ? new Made("The carrier answers: " + answer.strip(), null)
                    : new NotPossible("no inquiry is open in this case; record one first");
        });
    }

    /// Claims compensation from the carrier: the list of documents and the last day, as far as it is known.
    /// Also in a closed case, because the customer does not wait for it.
    public CaseOutcome claim(long caseId, ClaimKind kind, String author, @Nullable Integer seenVersion, Instant now) {
        return decisions.decideAnyway(
                caseId,
                seenVersion,
                author,
                now,
                open -> parcel(open)
                        .map(parcel -> claims.open(open, parcel, order(open, parcel), kind, now))
                        .orElseGet(() -> new NotPossible("the case is about no parcel; there is nothing to claim")));
    }

    /// A gesture, told in the agent's own words.
    ///
    /// @param words what and why, in the customer's language
    public CaseOutcome goodwill(long caseId, String words, String author, @Nullable Integer seenVersion, Instant now) {
        return decisions.decide(caseId, seenVersion, author, now, open -> {
            if (words.isBlank()) {
                return new NotPossible("the words are empty; write what the customer gets");
            }
            Map<String, @Nullable Object> goodwill = new LinkedHashMap<>();
            goodwill.put("text", words.strip());
            Map<String, @Nullable Object> facts = new LinkedHashMap<>();
            facts.put("goodwill", goodwill);
            mail.write(open.tx(), open.serviceCase(), MessageKind.GOODWILL, null, facts, now);
            return new Made("Goodwill: " + words.strip(), null);
        });
    }

    /// What waiting, investigating and sending anew are expected to cost for a case's parcel; empty when its value is
    /// unknown.
    public Optional<ReshipAdvice> advice(Tx tx, ServiceCase about, Instant now) {
        return Optional.ofNullable(about.parcelId())
                .flatMap(id -> parcels.find(tx, id))
                .flatMap(parcel -> {
                    Long value = parcel.valueMinor();
                    String currency = parcel.currency();
                    if (value == null || currency == null) {
                        return Optional.empty();
                    }
                    BigDecimal price = Amounts.decimal(value, currency);
                    int days = settings.advice().waitDays();
                    ReshipAdvice.Arrival arrival = outlook.within(tx, parcel, Duration.ofDays(days), now)
                            .map(chance -> new ReshipAdvice.Arrival(
                                    BigDecimal.valueOf(chance.probability()).setScale(2, RoundingMode.HALF_UP),
                                    days,
                                    chance.sampleSize(),
                                    chance.group()))
                            .orElse(null);
                    return Optional.of(ReshipAdvice.of(price, currency, settings.advice(), arrival));
                });
    }

    private Optional<WatchedParcel> parcel(Open open) {
        return Optional.ofNullable(open.serviceCase().parcelId()).flatMap(id -> parcels.find(open.tx(), id));
    }

    private CustomerOrder order(Open open, WatchedParcel parcel) {
        return parcels.findOrder(open.tx(), parcel.orderId()).orElseThrow();
    }

    private Deadline deadline(
            Open open, WatchedParcel parcel, DeadlineKind kind, String key, LocalDate day, String source) {
        return new Deadline(
                key,
                kind,
                parcel.orderId(),
                parcel.id(),
                open.serviceCase().id(),
                endOf(day, zone),
                parcel.valueMinor(),
                parcel.currency(),
                source);
    }

    static Instant endOf(LocalDate day, ZoneId zone) {
        return day.plusDays(1).atStartOfDay(zone).toInstant().minusSeconds(60);
    }

    static String claimKey(long caseId) {
        return "case:" + caseId + "/claim";
    }

    private static String inquiryKey(long caseId) {
        return "case:" + caseId + "/inquiry";
    }
}
