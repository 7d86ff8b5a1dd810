package prevenance.watch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import prevenance.carrier.CarrierAnswer;
import prevenance.carrier.CarrierClient;
import prevenance.carrier.PollOutcome;
import prevenance.carrier.TrackingQuery;
import prevenance.tracking.TrackingNumber;

/// One carrier's client, trusted no further than needed: every number asked has an outcome, no other number has, and a
/// bug in reading an answer is an outcome too.
final class CarrierCall {
    static final PollOutcome NO_ANSWER = new PollOutcome.Unreachable("the answer lacks this number");

    private static final Logger LOG = LoggerFactory.getLogger(CarrierCall.class);

    private final String carrier;
    private final CarrierClient client;

    CarrierCall(String carrier, CarrierClient client) {
        this.carrier = carrier;
        this.client = client;
    }

    CarrierAnswer ask(List<TrackingQuery> queries) {
        CarrierAnswer answer = new CarrierAnswer(Map.of(), Map.of());
        PollOutcome missing = NO_ANSWER;
        try {
            answer = client.ask(carrier, queries);
        } catch (RuntimeException bug) {
            LOG.atError().addKeyValue("carrier", carrier).setCause(bug).log("asking a carrier broke off");
            missing = new PollOutcome.Unreachable(
                    "internal error (" + bug.getClass().getSimpleName() + "); see the log");
        }
        Map<TrackingNumber, PollOutcome> outcomes = new HashMap<>();
        for (TrackingQuery query : queries) {
            outcomes.put(query.number(), answer.outcomes().getOrDefault(query.number(), missing));
        }
        return new CarrierAnswer(outcomes, answer.replies());
    }
}
