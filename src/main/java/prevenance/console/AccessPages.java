package prevenance.console;

import static prevenance.console.access.Gate.person;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import prevenance.console.access.Gate;
import prevenance.console.access.Passwords;
import prevenance.console.access.Role;
import prevenance.console.access.SignIn;
import prevenance.console.access.SignIn.NewPassword;
import prevenance.console.access.StaffMember;
import prevenance.console.access.Staffing;
import prevenance.web.Open;
import prevenance.web.Refusal;
import prevenance.web.Texts;

/// Signing in and out, choosing a password.
final class AccessPages implements ConsolePage {
    private final Shell shell;
    private final SignIn signIn;
    private final Staffing staffing;

    AccessPages(Shell shell, SignIn signIn, Staffing staffing) {
        this.staffing = staffing;
        this.shell = shell;
        this.signIn = signIn;
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/login", this::login, Open.TO_ALL);
        routes.post("/login", this::tryLogin, Open.TO_ALL);
        routes.post("/logout", this::logout, Role.VIEWER);
        routes.get("/welcome/{token}", this::welcome, Open.TO_ALL);
        routes.post("/welcome/{token}", this::choose, Open.TO_ALL);
        routes.get("/account", context -> account(context, null, null), Role.VIEWER);
        routes.post("/account/password", this::changePassword, Role.VIEWER);
        routes.post("/account/settings", this::changeSettings, Role.VIEWER);
    }

    private void login(Context context) {
        if (Gate.findPerson(context).isPresent()) {
            context.redirect("/");
            return;
        }
        loginPage(context, null, "");
    }

    private void tryLogin(Context context) {
        String login = form(context, "login");
        switch (signIn.with(context, login, form(context, "password"))) {
            case SignIn.Outcome.In _ -> shell.goOn(context, next(form(context, "next")), null);
            case SignIn.Outcome.Halfway _ -> toFactor(context, next(form(context, "next")));
            case SignIn.Outcome.Wrong _ -> {
                context.status(422);
                loginPage(context, shell.text(context, "login.wrong"), login);
            }
            case SignIn.Outcome.Wait wait -> {
                context.status(429);
                context.header("Retry-After", String.valueOf(wait.pause().toSeconds() + 1));
                loginPage(
                        context, shell.text(context, "login.wait", wait.pause().toSeconds() + 1), login);
            }
        }
    }

    private void loginPage(Context context, @Nullable String problem, String login) {
        Map<String, @Nullable Object> model = new HashMap<>();
        model.put("problem", problem);
        model.put("login", login);
        model.put("next", next(Objects.requireNonNullElse(context.queryParam("next"), form(context, "next"))));
        shell.page(context, "login", model);
    }

    private void logout(Context context) {
        signIn.out(context);
        shell.goOn(context, "/login", "said.signed-out");
    }

    private void welcome(Context context) {
        welcomePage(context, null);
    }

    private void choose(Context context) {
        NewPassword outcome =
                signIn.welcome(context, context.pathParam("token"), form(context, "password"), form(context, "again"));
        switch (outcome) {
            case NewPassword.Set _ -> shell.goOn(context, "/", "said.password-chosen");
            case NewPassword.Halfway _ -> toFactor(context, "/");
            case NewPassword.NoInvitation _ -> welcomePage(context, null);
            case NewPassword.Refused refused -> {
                context.status(422);
                welcomePage(context, refused.why());
            }
        }
    }

    private void welcomePage(Context context, @Nullable String refused) {
        Map<String, @Nullable Object> model = new HashMap<>();
        model.put("invited", signIn.invited(context.pathParam("token")).orElse(null));
        model.put("refused", refused);
        model.put("shortest", Passwords.SHORTEST);
        if (model.get("invited") == null) {
            context.status(404);
        }
        shell.page(context, "welcome", model);
    }

    private void account(Context context, @Nullable String refused, @Nullable String unfit) {
        Map<String, @Nullable Object> model = new HashMap<>();
        model.put("refused", refused);
        model.put("shortest", Passwords.SHORTEST);
        model.put("role", person(context).role().name());
        model.put("unfit", unfit);
        shell.page(context, "account", model);
    }

    /// What everybody may set for himself: language, and where digest and alerts go.
    private void changeSettings(Context context) {
        StaffMember person = person(context);
        Staffing.Wanted wanted = new Staffing.Wanted(
                person.name(),
                form(context, "email"),
                person.role(),
                Texts.language(Locale.of(form(context, "locale"))),
                true);
        switch (staffing.change(person.id(), person.version(), wanted, person.login(), shell.now())) {
            case Staffing.Outcome.Done _ -> shell.goOn(context, "/account", "said.settings");
            case Staffing.Outcome.Refused refused -> {
                context.status(422);
                account(context, null, refused.why().name());
            }
            case Staffing.Outcome.Changed _, Staffing.Outcome.NotFound _ -> throw new Refusal(409);
        }
    }

    private void changePassword(Context context) {
        NewPassword outcome =
                signIn.change(context, form(context, "current"), form(context, "password"), form(context, "again"));
        switch (outcome) {
            case NewPassword.Set _ -> shell.goOn(context, "/account", "said.password-changed");
            case NewPassword.NoInvitation _, NewPassword.Halfway _ -> account(context, "wrong", null);
            case NewPassword.Refused refused -> {
                context.status(422);
                account(context, refused.why(), null);
            }
        }
    }

    private void toFactor(Context context, String next) {
        shell.goOn(context, "/login/factor?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8), null);
    }

    private static String form(Context context, String name) {
        return Objects.requireNonNullElse(context.formParam(name), "");
    }

    /// Only a path of ours: nothing leads away from here. Browsers leave tabs out and read `\\` as `/`, so only what
    /// an address is made of is taken.
    static String next(String wanted) {
        return wanted.matches("/(?!/)[!-~&&[^\\\\]]*") ? wanted : "/";
    }
}
