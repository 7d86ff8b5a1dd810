package prevenance.page;

import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import prevenance.cases.CustomerActKind;
import prevenance.page.ParcelCard.Station;
import prevenance.page.ParcelCard.Step;
import prevenance.tracking.Milestone;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingStatus;
import prevenance.watch.Leg;

/// Puts a parcel's story into the words of its page. Only what is known; nothing past is promised.
final class ParcelWords {
    private static final int STATIONS = 4;

    private final Speech speech;
    private final ParcelStory story;
    private final Standing standing;
    private final OrderStory order;

    ParcelWords(Speech speech, OrderStory order, ParcelStory story) {
        this.speech = speech;
        this.order = order;
        this.story = story;
        this.standing = story.standing();
    }

    /// @param mostSteps of what the carrier said, the newest
    ParcelCard card(int mostSteps) {
        return new ParcelCard(
                story.number(),
                name(),
                title(),
                standing.mood().word(),
                journey(),
                reached(),
                seen(),
                arrival(),
                pickupPlace(),
                until(),
                happened(),
                doing(),
                todo(),
                next(),
                caseId(),
                story.carrier(),
                story.parcel().trackingNumber().value(),
                safe(story.parcel().customerPage()),
                steps(mostSteps),
                story.mayChoose(),
                acts(),
                story.mayChoose() || standing == Standing.ADDRESS_NEEDED);
    }

    String title() {
        return speech.say("standing." + standing.word() + ".title", story.carrier());
    }

    private String name() {
        List<ParcelStory> alike = order.parcels().stream()
                .filter(other -> other.parcel().leg() == story.parcel().leg())
                .toList();
        return switch (story.parcel().leg()) {
            case EXCHANGE -> speech.say("parcel.replacement");
            case RETURN -> speech.say("parcel.return");
            case OUTBOUND ->
                alike.size() == 1
                        ? speech.say("parcel.one")
                        : speech.say("parcel.of", alike.indexOf(story) + 1, alike.size());
        };
    }

    private List<Station> journey() {
        String way = standing.isReturn()
                ? "return"
                : standing.isComingBack()
                        ? "back"
                        : standing == Standing.PICKUP || standing == Standing.PICKUP_OVER || waitedAtPickup()
                                ? "pickup"
                                : "there";
        return IntStream.rangeClosed(1, STATIONS)
                .mapToObj(i -> new Station(speech.say("journey." + way + "." + i), state(i)))
                .toList();
    }

    private boolean waitedAtPickup() {
        return standing == Standing.COLLECTED;
    }

    private String state(int station) {
        if (station == standing.step()) {
            return "now";
        }
        return station < standing.step() ? "done" : "todo";
    }

    private String reached() {
        return speech.say(
                "journey.reached",
                standing.step(),
                STATIONS,
                journey().get(standing.step() - 1).name());
    }

    private @Nullable String seen() {
        if (standing.isOver() || standing == Standing.PICKUP || standing == Standing.OUT_TODAY) {
            return null;
        }
        return story.lastSeen()
                .map(event -> {
                    String day = speech.day(event.occurredLocal().toLocalDate());
                    return Town.of(event.place())
                            .map(town -> speech.say("parcel.seen", day, town))
                            .orElseGet(() -> speech.say("parcel.seen-day", day));
                })
                .orElse(null);
    }

    private ParcelCard.@Nullable Day arrival() {
        ParcelStory.Arrival arrival = story.arrival();
        if (arrival == null) {
            return null;
        }
        String note = arrival.byCarrier()
                ? speech.say("parcel.arrival-carrier", story.carrier())
                : speech.say("parcel.arrival-promise");
        return new ParcelCard.Day(arrival.day(), speech.day(arrival.day()), note);
    }

    private @Nullable String pickupPlace() {
        return standing == Standing.PICKUP ? story.parcel().pickupPlace() : null;
    }

    private ParcelCard.@Nullable Day until() {
        return standing == Standing.PICKUP
                ? story.pickupUntil()
                        .map(day -> new ParcelCard.Day(day, speech.day(day), null))
                        .orElse(null)
                : null;
    }

    /// The sentences of a standing: the ones with the day when it is known, then what else is known of it.
    private List<String> happened() {
        String key = "standing." + standing.word() + ".happened";
        Optional<String> day = standingDay();
        List<String> sentences = new ArrayList<>();
        day.flatMap(known -> speech.sayIf(key + "-day", story.carrier(), known))
                .or(() -> speech.sayIf(key, story.carrier()))
                .ifPresent(sentences::add);
        if (standing == Standing.ATTEMPT_FAILED) {
            speech.sayIf("attempt." + word(story.story().status())).ifPresent(sentences::add);
        }
        if (standing == Standing.DELAYED) {
            story.story()
                    .delay()
                    .flatMap(event -> speech.sayIf("cause." + word(event.status()), story.carrier()))
                    .ifPresent(sentences::add);
        }
        return List.copyOf(sentences);
    }

    private Optional<String> standingDay() {
        return story.story()
                .standing()
                .filter(event -> event.status().milestone() != Milestone.UNKNOWN)
                .map(event -> speech.day(event.occurredLocal().toLocalDate()));
    }

    private List<String> doing() {
        List<String> sentences = new ArrayList<>();
        if (story.mayChoose()) {
            sentences.add(speech.say("doing.choose"));
        } else if (order.hasSaid(CustomerActKind.CHOICE, java.time.Instant.EPOCH)
                && standing.mood() != Mood.GOOD
                && !story.settled()
                && story.acts().stream().anyMatch(kept -> kept.act().kind() == CustomerActKind.CHOICE)) {
            sentences.add(speech.say("doing.chosen"));
        } else if (isSettled()) {
            sentences.add(speech.say("doing.settled"));
        } else {
            speech.sayIf("standing." + standing.word() + ".doing", story.carrier())
                    .ifPresent(sentences::add);
        }
        if (standing == Standing.SEARCHING) {
            story.decisionDay().ifPresent(day -> sentences.add(speech.say("doing.decision", speech.day(day))));
        }
        return List.copyOf(sentences);
    }

    /// Another parcel or the money is decided, and the page tells of it beside this parcel.
    private boolean isSettled() {
        return story.settled()
                && (standing == Standing.LOST
                        || standing == Standing.DAMAGED
                        || standing == Standing.PICKUP_OVER
                        || standing.isComingBack());
    }

    private List<String> todo() {
        return Stream.of(speech.sayIf("standing." + standing.word() + ".todo", story.carrier()))
                .flatMap(Optional::stream)
                .toList();
    }

    private @Nullable String next() {
        if (standing.isOver() && standing != Standing.RETURNED && story.open() == null) {
            return null;
        }
        Optional<LocalDate> day = story.nextNews();
        if (day.isPresent()) {
            return speech.say("next.day", speech.day(day.get()));
        }
        if (standing.mood() != Mood.CALM && standing != Standing.PICKUP && !isSettled()) {
            return speech.say("next.soon");
        }
        return speech.say(order.progressOff() == null ? "next.moves" : "next.only-trouble");
    }

    private @Nullable String caseId() {
        OpenCase open = story.open();
        boolean concerns = standing.mood() == Mood.WAIT
                || standing.mood() == Mood.BAD
                || story.acts().stream().anyMatch(kept -> kept.caseId() != null);
        return open != null && concerns ? String.valueOf(open.id()) : null;
    }

    /// What moved it, newest first; the same stage on the same day at the same place is told once.
    private List<Step> steps(int most) {
        Set<Step> steps = new LinkedHashSet<>();
        for (TrackingEvent event : story.story().history().events().reversed()) {
            if (event.informational() || event.status() == TrackingStatus.UNKNOWN_UNMAPPED) {
                continue;
            }
            LocalDate day = event.occurredLocal().toLocalDate();
            speech.sayIf("status." + word(event.status()))
                    .ifPresent(text -> steps.add(new Step(
                            day, speech.day(day), text, Town.of(event.place()).orElse(null))));
        }
        return steps.stream().limit(most).toList();
    }

    private List<ParcelCard.ActLink> acts() {
        return ActForm.about(story, standing).stream()
                .map(kind -> new ParcelCard.ActLink(ActForm.path(kind), speech.say("act." + label(kind))))
                .toList();
    }

    private String label(CustomerActKind kind) {
        boolean collected =
                kind == CustomerActKind.ARRIVED && (standing == Standing.PICKUP || standing == Standing.PICKUP_OVER);
        return collected ? "collected" : ActForm.path(kind);
    }

    /// `transit.delivery_depot` as `transit-delivery-depot`.
    private static String word(TrackingStatus status) {
        return status.wireName().replace('.', '-').replace('_', '-').toLowerCase(Locale.ROOT);
    }

    /// The carrier's page comes out of the carrier's answer, so it is looked at before it becomes a link.
    private static @Nullable String safe(@Nullable String link) {
        if (link == null) {
            return null;
        }
        try {
            URI uri = URI.create(link);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            return web && uri.getHost() != null && uri.getUserInfo() == null ? link : null;
        } catch (IllegalArgumentException notAnAddress) {
            return null;
        }
    }

    /// Whether a parcel is one that the customer waits for.
    static boolean isForCustomer(ParcelStory story) {
        return story.parcel().leg() != Leg.RETURN;
    }
}
