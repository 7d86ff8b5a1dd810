package prevenance.console;

import static prevenance.console.access.Gate.person;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import prevenance.console.access.FactorDesk;
import prevenance.console.access.FactorDesk.Outcome;
import prevenance.console.access.Role;
import prevenance.console.access.SecondFactor.Enrolment;
import prevenance.console.access.StaffMember;
import prevenance.web.Open;

/// The second factor: asked for at the sign-in, set up and laid down in one's account.
final class FactorPages implements ConsolePage {
    private final Shell shell;
    private final FactorDesk desk;

    FactorPages(Shell shell, FactorDesk desk) {
        this.shell = shell;
        this.desk = desk;
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/login/factor", context -> ask(context, null), Open.TO_ALL);
        routes.post("/login/factor", this::give, Open.TO_ALL);
        routes.get("/account/factor", context -> show(context, null), Role.VIEWER);
        routes.post("/account/factor/new", this::propose, Role.VIEWER);
        routes.post("/account/factor/confirm", this::confirm, Role.VIEWER);
        routes.post("/account/factor/codes", this::renew, Role.VIEWER);
        routes.post("/account/factor/off", this::remove, Role.VIEWER);
    }

    private void ask(Context context, @Nullable String problem) {
        StaffMember owing = desk.owing(context).orElse(null);
        if (owing == null) {
            context.redirect("/login");
            return;
        }
        boolean on = desk.isOn(owing);
        @Nullable Enrolment enrolment = on ? null : desk.enrolment(owing).orElse(null);
        Map<String, @Nullable Object> model = new HashMap<>();
        model.put("enrolment", enrolment);
        model.put("problem", problem);
        model.put("next", next(context));
        shell.page(context, "login-factor", model);
    }

    private void give(Context context) {
        switch (desk.give(context, Requested.field(context, "code"))) {
            case Outcome.In(StaffMember _, List<String> codes)
            when codes.isEmpty() -> shell.goOn(context, next(context), null);
            case Outcome.In(StaffMember _, List<String> codes) -> codes(context, codes, next(context));
            case Outcome.Wrong _ -> {
                context.status(422);
                ask(context, shell.text(context, "factor.wrong"));
            }
            case Outcome.Wait wait -> ask(context, waits(context, wait));
            case Outcome.Ended _ -> context.redirect("/login");
        }
    }

    private void show(Context context, @Nullable String problem) {
        StaffMember person = person(context);
        Map<String, @Nullable Object> model = new HashMap<>();
        model.put("on", desk.isOn(person));
        model.put("demanded", desk.isDemandedOf(person));
        model.put("left", desk.recoveryCodesLeft(person));
        model.put("enrolment", desk.enrolment(person).orElse(null));
        model.put("problem", problem);
        shell.page(context, "account-factor", model);
    }

    private void propose(Context context) {
        if (desk.propose(context, Requested.field(context, "current"))) {
            shell.goOn(context, "/account/factor", null);
        } else {
            refuse(context, "password.wrong");
        }
    }

    private void confirm(Context context) {
        switch (desk.confirm(context, Requested.field(context, "code"))) {
            case Outcome.In(StaffMember _, List<String> codes) -> codes(context, codes, "/account");
            case Outcome.Wait wait -> show(context, waits(context, wait));
            case Outcome.Wrong _, Outcome.Ended _ -> refuse(context, "factor.wrong");
        }
    }

    private void renew(Context context) {
        desk.renewCodes(context, Requested.field(context, "current"))
                .ifPresentOrElse(codes -> codes(context, codes, "/account"), () -> refuse(context, "password.wrong"));
    }

    private void remove(Context context) {
        if (desk.remove(context, Requested.field(context, "current"))) {
            shell.goOn(context, "/account", "said.factor-off");
        } else {
            refuse(context, desk.isDemandedOf(person(context)) ? "factor.demanded" : "password.wrong");
        }
    }

    /// The only page that ever shows them.
    private void codes(Context context, List<String> codes, String next) {
        shell.page(context, "factor-codes", Map.of("codes", codes, "next", next));
    }

    private void refuse(Context context, String key) {
        context.status(422);
        show(context, shell.text(context, key));
    }

    private String waits(Context context, Outcome.Wait wait) {
        long seconds = wait.pause().toSeconds() + 1;
        context.status(429);
        context.header("Retry-After", String.valueOf(seconds));
        return shell.text(context, "login.wait", seconds);
    }

    private static String next(Context context) {
        return AccessPages.next(
                Objects.requireNonNullElse(context.queryParam("next"), Requested.field(context, "next")));
    }
}
