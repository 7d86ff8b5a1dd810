package prevenance.watch;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import prevenance.carrier.CarrierTraits;
import prevenance.carrier.PollOutcome;
import prevenance.carrier.RegistrationOutcome;
import prevenance.carrier.TrackingQuery;
import prevenance.store.Collision;
import prevenance.store.Tx;

/// Writes down what came of one request that registers numbers, each number on its own.
final class RegistrationOutcomeStore {
    private final CarrierTraits carrier;
    private final CarrierTraits.Registration registration;
    private final OutcomeStore outcomes;
    private final RegistrationStore registrations = new RegistrationStore();

    /// @throws IllegalArgumentException for a carrier with which nothing is registered
    RegistrationOutcomeStore(CarrierTraits carrier, OutcomeStore outcomes) {
        if (carrier.registration() == null) {
            throw new IllegalArgumentException("nothing is registered with " + carrier.code());
        }
        this.carrier = carrier;
        this.registration = carrier.registration();
        this.outcomes = outcomes;
    }

    /// Writes one request's outcomes down; a parcel that cannot be recorded is put off and leaves the others alone.
    ///
    /// @return the parcels that could not be recorded, with the cause
    Map<Claim, RuntimeException> record(Tx tx, Map<QueryBatches.Question, RegistrationOutcome> told, Instant now) {
        Map<Claim, RuntimeException> broken = new LinkedHashMap<>();
        told.forEach((question, outcome) -> {
            number(tx, question.query(), outcome, now);
            for (Claim claim : question.claims()) {
                tx.handle().savepoint("parcel");
                try {
                    parcel(tx, claim, outcome, now);
                    tx.handle().releaseSavepoint("parcel");
                } catch (RuntimeException unrecordable) {
                    if (Collision.isMeantBy(unrecordable)) {
                        throw unrecordable;
                    }
                    tx.handle().rollbackToSavepoint("parcel");
                    outcomes.putOff(tx, claim, unrecordable, now);
                    broken.put(claim, unrecordable);
                }
            }
        });
        return broken;
    }

    /// Pushes a parcel that could not be read into the future.
    void putOff(Tx tx, Claim claim, RuntimeException cause, Instant now) {
        outcomes.putOff(tx, claim, cause, now);
    }

    private void number(Tx tx, TrackingQuery query, RegistrationOutcome outcome, Instant now) {
        switch (outcome) {
            case RegistrationOutcome.Registered registered ->
                registrations.registered(
                        tx,
                        carrier.code(),
                        query.number(),
                        query.carrier(),
                        registered.reference().orElse(null),
                        now);
            case RegistrationOutcome.Rejected(PollOutcome why) ->
                registrations.rejected(tx, carrier.code(), query.number(), query.carrier(), why.detail());
            case RegistrationOutcome.Failed _ -> {
                // Nothing is known of the number.
            }
        }
    }

    private void parcel(Tx tx, Claim claim, RegistrationOutcome outcome, Instant now) {
        switch (outcome) {
            case RegistrationOutcome.Registered _ ->
                registrations.look(tx, claim, now.plus(registration.firstLook()), now);
            case RegistrationOutcome.Rejected(PollOutcome why) -> {
                outcomes.record(tx, List.of(new Heard(claim, why, now)));
                if (why instanceof PollOutcome.Refused) {
                    registrations.impossible(tx, claim, now);
                }
            }
            case RegistrationOutcome.Failed _ -> {
                // Given back: it waits for the end of the pause with all the others.
                ClaimStore.release(tx, List.of(claim));
            }
        }
    }
}
