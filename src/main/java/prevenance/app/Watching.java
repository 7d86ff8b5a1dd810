package prevenance.app;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import prevenance.calendar.BusinessCalendar;
import prevenance.carrier.CarrierCatalog;
import prevenance.carrier.CarrierClient;
import prevenance.carrier.CarrierDirectory;
import prevenance.carrier.HttpCarrierClient;
import prevenance.health.Counts;
import prevenance.store.Database;
import prevenance.watch.AskNow;
import prevenance.watch.FeedWatch;
import prevenance.watch.HandStatus;
import prevenance.watch.NewsRates;
import prevenance.watch.Poller;
import prevenance.watch.Registrar;

/// The watching side: what asks the carriers, learns when to ask, and knows how their feeds are doing.
record Watching(
        HttpCarrierClient client,
        Poller poller,
        Registrar registrar,
        FeedWatch feeds,
        NewsRates news,
        AskNow askNow,
        HandStatus handStatus) {
    private static final Duration FEED_BEAT = Duration.ofMinutes(1);

    /// @param time   this machine's clock
    /// @param shared the clock of all daemons
    static Watching of(
            Settings settings,
            CarrierCatalog catalog,
            CarrierDirectory carriers,
            Counts counts,
            Database database,
            InstantSource time,
            InstantSource shared) {
        HttpCarrierClient client = new HttpCarrierClient(catalog, settings.carriers(), time);
        CarrierClient counted = counts.counting(client);
        NewsRates news = new NewsRates(
                database, carriers, settings::polling, settings.shop().timeZone());
        Poller poller = new Poller(
                database, carriers, counted, code -> settings.carrier(code).enabled(), settings::polling, shared, news);
        BusinessCalendar calendar =
                BusinessCalendar.of(settings.shop().country(), null, BusinessCalendar.MONDAY_TO_SATURDAY);
        return new Watching(
                client,
                poller,
                new Registrar(
                        database,
                        carriers,
                        counted,
                        code -> settings.carrier(code).enabled(),
                        settings::polling,
                        shared),
                new FeedWatch(
                        database,
                        settings.shop().timeZone(),
                        day -> calendar.holidayKey(day).isPresent()),
                news,
                new AskNow(carriers, code -> settings.carrier(code).enabled(), settings::polling),
                new HandStatus(settings::polling));
    }

    List<Stage> stages(BeatSettings beats) {
        return List.of(
                new Stage("register", beats.poll(), registrar::registerDue),
                new Stage("poll", beats.poll(), poller::pollDue),
                Stage.once("feeds", FEED_BEAT, feeds::watchDue),
                Stage.once("news", FEED_BEAT, news::learnDue),
                new Stage("prices", FEED_BEAT, news::lookDue));
    }
}
