package prevenance.health;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import prevenance.carrier.CarrierAnswer;
import prevenance.carrier.CarrierClient;
import prevenance.carrier.PollOutcome;
import prevenance.carrier.RegistrationOutcome;
import prevenance.carrier.TrackingQuery;
import prevenance.tracking.TrackingNumber;

/// Asks by another client and counts what comes of it.
record CountedCarriers(CarrierClient client, Counts counts) implements CarrierClient {
    @Override
    public Map<TrackingNumber, PollOutcome> track(String carrier, List<TrackingQuery> queries) {
        return ask(carrier, queries).outcomes();
    }

    @Override
    public CarrierAnswer ask(String carrier, List<TrackingQuery> queries) {
        long begun = System.nanoTime();
        CarrierAnswer answer = client.ask(carrier, queries);
        counts.asked(carrier, answer.outcomes().values(), Duration.ofNanos(System.nanoTime() - begun));
        return answer;
    }

    @Override
    public Map<TrackingNumber, RegistrationOutcome> register(String carrier, List<TrackingQuery> queries) {
        return client.register(carrier, queries);
    }
}
