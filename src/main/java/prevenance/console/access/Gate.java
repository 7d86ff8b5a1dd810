package prevenance.console.access;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HandlerType;
import io.javalin.http.SameSite;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.javalin.security.RouteRole;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import prevenance.store.Database;
import prevenance.web.ListenerSettings;
import prevenance.web.Open;
import prevenance.web.Refusal;
import prevenance.web.VisitorAddress;

/// Stands before every handler of the console: who is it, may he, and did he mean it. A route without a role is closed
/// to all.
public final class Gate {
    private static final String PERSON = "person";
    private static final String TOKEN = "session-token";
    private static final String HALFWAY = "-halfway";
    private static final String BROWSER = "-browser";
    private static final int REMEMBERED_SECONDS = 180 * 24 * 60 * 60;
    private static final Set<HandlerType> SAFE = Set.of(HandlerType.GET, HandlerType.HEAD, HandlerType.OPTIONS);

    /// Routes that bring their own proof, a bearer token, instead of a session.
    public enum Bearer implements RouteRole {
        TOKEN
    }

    private final Database database;
    private final InstantSource time;
    private final ListenerSettings listener;
    private final SecondFactor factor;
    private final SessionStore sessions = new SessionStore();

    /// @param factor whose absence closes the gate to those of whom it is demanded
    public Gate(Database database, InstantSource time, ListenerSettings listener, SecondFactor factor) {
        this.factor = factor;
        this.database = database;
        this.time = time;
        this.listener = listener;
    }

    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.beforeMatched(this::admit);
    }

    /// Who is signed in.
    ///
    /// @throws IllegalStateException on a route open to all, when nobody is
    public static StaffMember person(Context context) {
        return findPerson(context).orElseThrow(() -> new IllegalStateException("nobody is signed in"));
    }

    public static Optional<StaffMember> findPerson(Context context) {
        return Optional.ofNullable(context.<@Nullable StaffMember>attribute(PERSON));
    }

    /// What each form must send back as `form-token`; empty when nobody is signed in.
    public static String formToken(Context context) {
        String token = context.attribute(TOKEN);
        return token == null ? "" : Tokens.hash("form", token);
    }

    void signIn(Context context, String token) {
        give(context, cookieName(), token);
    }

    /// Gives the browser of somebody who owes his second factor what he shows with it.
    void hold(Context context, String token) {
        give(context, cookieName() + HALFWAY, token);
    }

    @Nullable
    String held(Context context) {
        return context.cookie(cookieName() + HALFWAY);
    }

    void letGo(Context context) {
        if (held(context) != null) {
            take(context, cookieName() + HALFWAY);
        }
    }

    private void give(Context context, String name, String value) {
        context.cookie(cookie(name, value));
    }

    /// Browsers let nobody take back a cookie of that prefix but with all it was given with.
    private void take(Context context, String name) {
        Cookie cookie = cookie(name, "");
        cookie.setMaxAge(0);
        context.cookie(cookie);
    }

    private Cookie cookie(String name, String value) {
        Cookie cookie = new Cookie(name, value);
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setSecure(listener.secure());
        cookie.setSameSite(SameSite.LAX);
        return cookie;
    }

    @Nullable
    String sessionToken(Context context) {
        return context.attribute(TOKEN);
    }

    void signOut(Context context) {
        take(context, cookieName());
    }

    /// Lets the browser show later that this person has signed in there.
    void remember(Context context, String mark) {
        Cookie cookie = cookie(cookieName() + BROWSER, mark);
        cookie.setMaxAge(REMEMBERED_SECONDS);
        context.cookie(cookie);
    }

    /// Who tries to sign in, for throttling only.
    ///
    /// @param passwordHash null when there is no such login
    ThrottleStore.Visitor visitor(Context context, String login, @Nullable String passwordHash) {
        String mark = context.cookie(cookieName() + BROWSER);
        boolean known = mark != null && passwordHash != null && KnownBrowser.isOf(mark, login, passwordHash);
        return new ThrottleStore.Visitor(login, VisitorAddress.of(context, listener), known ? mark : null);
    }

    private void admit(Context context) {
        Set<RouteRole> roles = context.routeRoles();
        if (roles.contains(Bearer.TOKEN)) {
            return;
        }
        identify(context);
        if (!SAFE.contains(context.method())) {
            requireOwnForm(context, roles);
        }
        if (roles.contains(Open.TO_ALL)) {
            return;
        }
        Optional<StaffMember> person = findPerson(context);
        if (person.isEmpty()) {
            if (context.method().equals(HandlerType.GET) && wantsPage(context)) {
                String next = context.path() + (context.queryString() == null ? "" : "?" + context.queryString());
                context.redirect("/login?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8));
                context.skipRemainingHandlers();
                return;
            }
            throw new Refusal(401);
        }
        boolean may = roles.stream()
                .anyMatch(role -> role instanceof Role needed && person.get().may(needed));
        if (!may) {
            throw Refusal.forbidden();
        }
    }

    private static boolean wantsPage(Context context) {
        String accept = context.header("Accept");
        return accept == null || accept.contains("text/html") || accept.contains("*/*");
    }

    private void identify(Context context) {
        String token = context.cookie(cookieName());
        if (token == null || token.isEmpty()) {
            return;
        }
        sessions.find(database, token, time.instant()).filter(this::isComplete).ifPresent(person -> {
            context.attribute(PERSON, person);
            context.attribute(TOKEN, token);
        });
    }

    /// A session from before a second factor was demanded of a role is worth nothing.
    private boolean isComplete(StaffMember person) {
        return !factor.isDemandedOf(person) || database.<Boolean>read(tx -> factor.isOn(tx, person));
    }

    /// A form of our own sends where it stands and, once somebody is signed in, the token only our pages know.
    private void requireOwnForm(Context context, Set<RouteRole> roles) {
        String site = context.header("Sec-Fetch-Site");
        boolean ours = site != null ? site.equals("same-origin") : isOurOrigin(context.header("Origin"), context);
        if (!ours) {
            throw Refusal.forbidden();
        }
        String type = Objects.requireNonNullElse(context.contentType(), "");
        if (!type.startsWith("application/x-www-form-urlencoded") && !type.startsWith("multipart/form-data")) {
            throw new Refusal(415);
        }
        boolean needsToken = !roles.contains(Open.TO_ALL) || findPerson(context).isPresent();
        String sent = Objects.requireNonNullElse(context.formParam("form-token"), "");
        String expected = formToken(context);
        if (needsToken && (expected.isEmpty() || !Tokens.same(sent, expected))) {
            throw Refusal.forbidden();
        }
    }

    private boolean isOurOrigin(@Nullable String origin, Context context) {
        return origin != null
                && (origin.equals(context.scheme() + "://" + context.host())
                        || listener.publicUrl() != null
                                && origin.equals(listener.publicUrl().getScheme() + "://"
                                        + listener.publicUrl().getAuthority()));
    }

    private String cookieName() {
        // The prefix makes browsers refuse it from anywhere else, and needs TLS.
        return listener.secure() ? "__Host-prevenance" : "prevenance";
    }
}
