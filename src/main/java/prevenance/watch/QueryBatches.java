package prevenance.watch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import prevenance.carrier.CarrierList;
import prevenance.carrier.CarrierTraits;
import prevenance.carrier.Need;
import prevenance.carrier.PollOutcome;
import prevenance.carrier.TrackingQuery;
import prevenance.store.Tx;
import prevenance.tracking.TrackingNumber;

/// Claimed parcels as requests to one carrier. Two orders' parcels with the same number share a question; when their
/// second keys differ they go into different requests, because an answer names only the number.
final class QueryBatches {
    /// One question and the parcels it is asked for.
    record Question(TrackingQuery query, List<Claim> claims) {}

    /// One request.
    record Batch(Map<TrackingNumber, Question> questions) {
        List<TrackingQuery> queries() {
            return questions.values().stream().map(Question::query).toList();
        }

        List<Claim> claims() {
            return questions.values().stream().flatMap(q -> q.claims().stream()).toList();
        }
    }

    /// Parcels ready to be asked about.
    ///
    /// @param refused those that lack what the carrier needs, with the outcome; they are not asked about
    /// @param broken  those whose rows cannot be read, with the cause
    record Loaded(List<Batch> batches, Map<Claim, PollOutcome> refused, Map<Claim, RuntimeException> broken) {}

    private final CarrierTraits carrier;
    private final List<Batch> batches = new ArrayList<>();
    private final List<Batch> roomy = new ArrayList<>();
    private final Map<TrackingNumber, List<Question>> asked = new HashMap<>();

    private QueryBatches(CarrierTraits carrier) {
        this.carrier = carrier;
    }

    /// Reads claimed parcels, in their order; one that cannot be read leaves the others alone.
    static Loaded load(Tx tx, CarrierTraits carrier, List<Claim> claims) {
        ParcelStore parcels = new ParcelStore();
        QueryBatches batches = new QueryBatches(carrier);
        Map<Claim, PollOutcome> refused = new LinkedHashMap<>();
        Map<Claim, RuntimeException> broken = new LinkedHashMap<>();
        Map<Long, ParcelStore.Read<WatchedParcel>> read =
                parcels.findAll(tx, claims.stream().map(Claim::parcelId).toList());
        Set<Long> orderIds = new HashSet<>();
        for (ParcelStore.Read<WatchedParcel> one : read.values()) {
            WatchedParcel parcel = one.value();
            if (parcel != null) {
                orderIds.add(parcel.orderId());
            }
        }
        Map<Long, ParcelStore.Read<CustomerOrder>> orders = parcels.findOrders(tx, orderIds);
        for (Claim claim : claims) {
            try {
                WatchedParcel parcel =
                        Objects.requireNonNull(read.get(claim.parcelId())).orElseThrow();
                TrackingQuery query = batches.query(
                        parcel,
                        Objects.requireNonNull(orders.get(parcel.orderId())).orElseThrow());
                Optional<PollOutcome> refusal = Need.refusal(carrier.needs(), query);
                refusal.ifPresent(outcome -> refused.put(claim, outcome));
                if (refusal.isEmpty()) {
                    batches.add(query, claim);
                }
            } catch (RuntimeException unreadable) {
                broken.put(claim, unreadable);
            }
        }
        return new Loaded(List.copyOf(batches.batches), refused, broken);
    }

    private void add(TrackingQuery query, Claim claim) {
        List<Question> same = asked.computeIfAbsent(query.number(), _ -> new ArrayList<>());
        for (Question question : same) {
            if (question.query().equals(query)) {
                question.claims().add(claim);
                return;
            }
        }
        Question question = new Question(query, new ArrayList<>(List.of(claim)));
        same.add(question);
        Batch batch = roomy.reversed().stream()
                .filter(one -> !one.questions().containsKey(query.number()))
                .findFirst()
                .orElseGet(this::another);
        batch.questions().put(query.number(), question);
        if (batch.questions().size() >= carrier.batchSize()) {
            roomy.remove(batch);
        }
    }

    private Batch another() {
        Batch batch = new Batch(new LinkedHashMap<>());
        batches.add(batch);
        roomy.add(batch);
        return batch;
    }

    /// The order's address is the recipient's, except on the way back.
    private TrackingQuery query(WatchedParcel parcel, CustomerOrder order) {
        boolean back = parcel.leg() == Leg.RETURN;
        String real = parcel.shipment().realCarrier();
        return new TrackingQuery(
                parcel.trackingNumber(),
                back ? null : order.postcode(),
                back ? null : order.country(),
                parcel.shippedAt() == null
                        ? null
                        : parcel.shippedAt().atZone(carrier.zone()).toLocalDate(),
                parcel.service(),
                real == null
                        ? null
                        : carrier.carriers()
                                .find(real)
                                .map(CarrierList.Row::code)
                                .orElse(null));
    }
}
