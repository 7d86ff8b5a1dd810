package prevenance.app;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import prevenance.assess.FlagKind;
import prevenance.cases.CaseKind;
import prevenance.cases.CloseReason;
import prevenance.message.MessageKind;
import prevenance.tracking.TrackingStatus;

/// One parcel's month, written by hand: what its carrier says and when, what a person does, and what must
/// follow.
final class ScriptedParcel {
    static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final LocalDate DAY_ZERO = LocalDate.of(2026, 12, 31);

    /// What the carrier says.
    record Statement(ZonedDateTime at, TrackingStatus status) {}

    /// What a person does with the parcel's open case: closes it, or takes it when there is no reason.
    record Deed(ZonedDateTime at, @Nullable CloseReason reason) {}

    final String name;
    final String carrier;
    final String number;
    final String language;
    final List<Statement> statements = new ArrayList<>();
    final List<Deed> deeds = new ArrayList<>();
    final List<String> mails = new ArrayList<>();
    final List<FlagKind> flags = new ArrayList<>();
    final List<String> cases = new ArrayList<>();
    final List<String> reminders = new ArrayList<>();
    String order;
    String address;
    String customer = "Camille Exemple";
    String promised = "";

    @Nullable
    ZonedDateTime shippedAt;

    private ScriptedParcel(String name, String carrier, String number, String language) {
        this.name = name;
        this.carrier = carrier;
        this.number = number;
        this.language = language;
        this.order = "A-" + name;
        this.address = name + "@example.org";
    }

    static ScriptedParcel parcel(String name, String carrier, String number, String language) {
        return new ScriptedParcel(name, carrier, number, language);
    }

    /// In the shop's order file of that morning.
    ScriptedParcel ships(String day) {
        shippedAt = at(day + " 08:00");
        return this;
    }

    ScriptedParcel promised(String day) {
        promised = at(day + " 00:00").toLocalDate().toString();
        return this;
    }

    ScriptedParcel withoutAddress() {
        address = "";
        return this;
    }

    /// Another box of the same order, in the same file.
    ScriptedParcel belongsTo(ScriptedParcel other) {
        order = other.order;
        address = other.address;
        return this;
    }

    /// A parcel of another one's order, brought in by an exchange file.
    ScriptedParcel replaces(ScriptedParcel other) {
        order = other.order;
        address = other.address;
        return this;
    }

    ScriptedParcel says(String at, TrackingStatus status) {
        statements.add(new Statement(at(at), status));
        return this;
    }

    ScriptedParcel taken(String at) {
        deeds.add(new Deed(at(at), null));
        return this;
    }

    ScriptedParcel closed(String at, CloseReason reason) {
        deeds.add(new Deed(at(at), reason));
        return this;
    }

    /// A mail that the customer gets on that day.
    ScriptedParcel told(String day, MessageKind kind) {
        mails.add(mail(address, at(day + " 00:00").toLocalDate(), kind));
        return this;
    }

    /// A flag that is raised; twice when it comes again.
    ScriptedParcel flagged(FlagKind kind) {
        flags.add(kind);
        return this;
    }

    /// A case, by what it was at its end and why it was closed.
    ScriptedParcel worked(CaseKind kind, CloseReason reason) {
        cases.add(kind + " " + reason);
        return this;
    }

    /// A day on which the staff is reminded of news that a mail promised.
    ScriptedParcel reminded(String day) {
        reminders.add(at(day + " 00:00").toLocalDate().toString());
        return this;
    }

    static String mail(String address, LocalDate day, MessageKind kind) {
        return address + " " + day + " " + kind;
    }

    /// Such as `Wed 6 10:00`: weekday and day of January 2027, the shop's clock.
    static ZonedDateTime at(String text) {
        String[] parts = text.split(" ", -1);
        LocalDate date = DAY_ZERO.plusDays(Long.parseLong(parts[1]));
        String weekday = date.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
        if (!weekday.equals(parts[0])) {
            throw new IllegalArgumentException(text + " is a " + weekday);
        }
        return LocalDateTime.of(date, LocalTime.parse(parts[2])).atZone(PARIS);
    }
}
