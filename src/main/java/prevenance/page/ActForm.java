package prevenance.page;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import prevenance.cases.CustomerActKind;
import prevenance.link.Purpose;
import prevenance.watch.Leg;

/// One form: something that a customer says about one of his parcels or about his order, for the first time
/// or once more. Its token is proof of the link and the same for the same form, so that a form sent twice
/// counts once.
///
/// @param parcel the parcel's number among the order's, null: about the order
/// @param time   how often he had said it before
record ActForm(long orderId, CustomerActKind kind, @Nullable Integer parcel, long time) {
    private static final int TOKEN_BYTES = 16;

    /// The form to fill in now.
    static ActForm next(OrderStory order, CustomerActKind kind, @Nullable ParcelStory parcel) {
        return new ActForm(
                order.order().id(),
                kind,
                parcel == null ? null : parcel.number(),
                order.times(kind, parcel == null ? null : parcel.parcel().id()));
    }

    /// The form of a token: this one, or one that was sent before; empty when the token is none of ours.
    Optional<ActForm> of(String link, String token) {
        for (long earlier = time; earlier >= 0; earlier--) {
            ActForm form = new ActForm(orderId, kind, parcel, earlier);
            if (MessageDigest.isEqual(bytes(form.token(link)), bytes(token))) {
                return Optional.of(form);
            }
        }
        return Optional.empty();
    }

    /// What stands hidden in the form.
    ///
    /// @param link the token of the link, which is the secret
    String token(String link) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes(link), "HmacSHA256"));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(Arrays.copyOf(mac.doFinal(bytes(key())), TOKEN_BYTES));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java has no HmacSHA256", missing);
        }
    }

    /// Under which the act is kept: the same for the same form, whichever link it was opened by.
    String key() {
        return "page-" + orderId + "-" + path(kind) + "-" + (parcel == null ? "order" : parcel) + "-" + time;
    }

    /// As addresses name a kind: `not-received`.
    static String path(CustomerActKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<CustomerActKind> kind(String path) {
        return Arrays.stream(CustomerActKind.values())
                .filter(kind -> path(kind).equals(path))
                .findFirst();
    }

    /// Whether a link is for that: the page's own for all, the others for what they name.
    static boolean allows(Purpose purpose, CustomerActKind kind) {
        return switch (purpose) {
            case PAGE -> true;
            case STOP_PROGRESS -> kind == CustomerActKind.STOP_PROGRESS || kind == CustomerActKind.RESUME_PROGRESS;
            case CHOICE -> kind == CustomerActKind.CHOICE;
            case REFUND_CHECK -> kind == CustomerActKind.REFUND_ARRIVED || kind == CustomerActKind.REFUND_NOT_ARRIVED;
            case SURVEY -> kind == CustomerActKind.SURVEY;
        };
    }

    /// Said of one parcel, not of the order.
    static boolean isAboutParcel(CustomerActKind kind) {
        return switch (kind) {
            case NOT_RECEIVED, DAMAGED, WRONG_ITEM, ADDRESS, CHOICE, ARRIVED -> true;
            case STOP_PROGRESS, RESUME_PROGRESS, SURVEY, CALL_ME, REFUND_ARRIVED, REFUND_NOT_ARRIVED -> false;
        };
    }

    static boolean takesPhotos(CustomerActKind kind) {
        return kind == CustomerActKind.DAMAGED || kind == CustomerActKind.WRONG_ITEM;
    }

    /// What can be said of a parcel where it stands, the likeliest first.
    static List<CustomerActKind> about(ParcelStory story, Standing standing) {
        List<CustomerActKind> kinds = new ArrayList<>();
        if (story.parcel().leg() == Leg.RETURN || standing == Standing.CANCELLED) {
            return List.of();
        }
        if (story.mayChoose()) {
            kinds.add(CustomerActKind.CHOICE);
        }
        if (standing == Standing.ADDRESS_NEEDED || standing == Standing.ATTEMPT_FAILED) {
            kinds.add(CustomerActKind.ADDRESS);
        }
        if (standing.isArrived()) {
            kinds.addAll(List.of(CustomerActKind.NOT_RECEIVED, CustomerActKind.DAMAGED, CustomerActKind.WRONG_ITEM));
            return kinds;
        }
        if (standing == Standing.OUT_TODAY || standing.mood() != Mood.CALM && standing != Standing.RETURNED) {
            kinds.add(CustomerActKind.ARRIVED);
        }
        if (isOverdue(story, standing)) {
            kinds.add(CustomerActKind.NOT_RECEIVED);
        }
        if (!kinds.contains(CustomerActKind.ADDRESS) && mayMove(standing)) {
            kinds.add(CustomerActKind.ADDRESS);
        }
        return kinds;
    }

    private static boolean isOverdue(ParcelStory story, Standing standing) {
        return (standing == Standing.DELAYED || standing == Standing.PROBLEM) && !story.saysMissing();
    }

    /// A better address still helps.
    private static boolean mayMove(Standing standing) {
        return switch (standing) {
            case PREPARING,
                    READY,
                    NOT_LEFT_YET,
                    ON_ITS_WAY,
                    CUSTOMS,
                    CUSTOMS_WAITING,
                    HELD,
                    DELAYED,
                    NEAR,
                    RETURNING,
                    RETURNED -> true;
            case OUT_TODAY,
                    ATTEMPT_FAILED,
                    ADDRESS_NEEDED,
                    PICKUP,
                    PICKUP_OVER,
                    DELIVERED,
                    COLLECTED,
                    DELIVERED_TO_OTHER,
                    SAID_ARRIVED,
                    SAID_MISSING,
                    PROBLEM,
                    DAMAGED,
                    SEARCHING,
                    LOST,
                    CANCELLED,
                    RETURN_EXPECTED,
                    RETURN_ON_ITS_WAY,
                    RETURN_RECEIVED -> false;
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
