package prevenance.cases;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import prevenance.cases.incident.Incident;
import prevenance.cases.incident.IncidentSettings;
import prevenance.cases.incident.MemberListStore;
import prevenance.message.MessageKind;
import prevenance.message.MessageState;
import prevenance.message.Outbox;
import prevenance.message.OutboxMessage;
import prevenance.store.Tx;
import prevenance.watch.ParcelStore;
import prevenance.watch.WatchedParcel;

/// The mail that one of an incident's customers would get, for whoever reads it before it is approved.
public final class IncidentSample {
    private final Situations situations;
    private final MessageFacts facts;
    private final MemberListStore members = new MemberListStore();
    private final ParcelStore parcels = new ParcelStore();

    /// A message as it would be queued, with its facts; it is in no outbox.
    public record Letter(OutboxMessage message, Map<String, @Nullable Object> facts) {}

    /// @param carrierNames a carrier's name as customers know it, by its code
    public IncidentSample(
            DeskSettings desk, TellingSettings telling, Outbox outbox, UnaryOperator<String> carrierNames) {
        this.situations = new Situations(new CaseStore(), IncidentSettings.off(), desk.zone(), outbox);
        this.facts = new MessageFacts(telling, carrierNames);
    }

    /// To a member who reads a language, or else to any; empty when nobody is in it.
    ///
    /// @param language `fr` or `en`
    /// @param wording  what it would say
    public Optional<Letter> of(Tx tx, Incident incident, String language, IncidentWording wording, Instant now) {
        return members.example(tx, incident.id(), language)
                .flatMap(id -> parcels.find(tx, id))
                .map(parcel -> letter(tx, incident, parcel, Locale.forLanguageTag(language), wording, now));
    }

    private Letter letter(
            Tx tx, Incident incident, WatchedParcel parcel, Locale locale, IncidentWording wording, Instant now) {
        Situation situation = situations.of(tx, parcel, null);
        DelayCause cause = wording.cause();
        Incident saying = incident.saying(
                wording.texts(),
                cause == null || cause == DelayCause.UNKNOWN ? null : cause.word(),
                wording.nextUpdateDate());
        Map<String, @Nullable Object> told = MassFacts.with(
                facts.of(situation, MessageKind.MASS_DELAY, List.of(), now), saying, locale, situation.today(now));
        OutboxMessage message = new OutboxMessage(
                0,
                "preview/mass-delay/1",
                MessageKind.MASS_DELAY,
                situation.order().id(),
                situation.order().number(),
                situation.order().country(),
                situation.order().shop(),
                parcel.id(),
                null,
                situation.order().email(),
                locale.toLanguageTag(),
                MessageState.HELD,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                1,
                now,
                null,
                0,
                null,
                "preview@localhost",
                null,
                null,
                null);
        return new Letter(message, told);
    }
}
