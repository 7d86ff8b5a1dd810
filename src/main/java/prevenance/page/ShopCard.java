package prevenance.page;

import java.time.DayOfWeek;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import prevenance.cases.DeskSettings;
import prevenance.message.ShopSettings;

/// Who writes this page and how to reach him.
///
/// @param phone     without surcharge, for the customer's country; null when the shop gave none
/// @param phoneLink the same for `tel:`
/// @param hours     when somebody is there, in words
/// @param email     the shop's
record ShopCard(
        String name,
        @Nullable String url,
        @Nullable String phone,
        @Nullable String phoneLink,
        String hours,
        String email,
        @Nullable String legal) {
    /// @param country where the customer is, null when it is not known
    static ShopCard of(ShopSettings shop, DeskSettings desk, Speech speech, @Nullable String country) {
        String phone = shop.phoneFor(country == null ? shop.country() : country);
        String reply = shop.replyTo();
        return new ShopCard(
                shop.name(),
                shop.url(),
                phone,
                phone == null ? null : phone.replaceAll("[^+0-9]", ""),
                hours(desk, speech),
                reply == null ? shop.sender() : reply,
                shop.legal());
    }

    private static String hours(DeskSettings desk, Speech speech) {
        String from =
                speech.say("hours.time", desk.from().getHour(), desk.from().getMinute());
        String until =
                speech.say("hours.time", desk.until().getHour(), desk.until().getMinute());
        List<DayOfWeek> days = List.copyOf(new TreeSet<>(desk.weekdays()));
        boolean unbroken = days.getLast().getValue() - days.getFirst().getValue() == days.size() - 1;
        String week = unbroken && days.size() > 1
                ? speech.say("hours.days", name(days.getFirst(), speech), name(days.getLast(), speech))
                : String.join(", ", days.stream().map(day -> name(day, speech)).toList());
        String all = speech.say("hours.all", week, from, until);
        return sameClock(desk.zone(), speech.zone()) ? all : all + " " + speech.say("hours.zone", town(desk.zone()));
    }

    private static boolean sameClock(ZoneId desk, ZoneId customer) {
        return desk.getRules().equals(customer.getRules());
    }

    /// `Europe/Paris` as `Paris`.
    private static String town(ZoneId zone) {
        return zone.getId().replaceFirst(".*/", "").replace('_', ' ');
    }

    private static String name(DayOfWeek day, Speech speech) {
        return day.getDisplayName(TextStyle.FULL, speech.locale());
    }
}
