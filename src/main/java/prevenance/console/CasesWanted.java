package prevenance.console;

import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import prevenance.cases.CaseKind;

/// Which cases somebody wants to see. Null does not narrow.
///
/// @param owner login of who has it, [ParcelWanted#NOBODY] for those that nobody has
record CasesWanted(
        Tab tab,
        @Nullable CaseKind kind,
        @Nullable String carrier,
        @Nullable String owner) {
    /// What the list is about.
    enum Tab {
        /// To be done now: open, and not laid aside.
        OPEN,
        /// Those of whoever looks.
        MINE,
        NOBODYS,
        /// Not answered although the goal has passed.
        OVERDUE,
        /// Laid aside until a day.
        WAITING,
        CLOSED
    }

    /// @throws prevenance.web.Refusal when a value cannot be
    static CasesWanted of(Context context) {
        Tab tab = Input.word(context, "tab", Tab.class);
        return new CasesWanted(
                tab == null ? Tab.OPEN : tab,
                Input.word(context, "kind", CaseKind.class),
                Input.text(context, "carrier"),
                Input.text(context, "owner"));
    }

    /// As the address's query.
    public String query() {
        return "tab=" + tab + part("kind", kind) + part("carrier", carrier) + part("owner", owner);
    }

    private static String part(String name, @Nullable Object value) {
        return value == null ? "" : "&" + name + "=" + URLEncoder.encode(value.toString(), StandardCharsets.UTF_8);
    }
}
