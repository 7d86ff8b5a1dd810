package prevenance.demo;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import prevenance.demo.Stage.Look;

/// Tells where to look around once the story has been told.
final class Invitation {
    private final Stage stage;
    private final boolean french;

    Invitation(Stage stage, DemoOptions options) {
        this.stage = stage;
        this.french = options.isFrench();
    }

    void tell(Installation.Doors doors, Instant now) {
        String day = now.atZone(Place.WAREHOUSE.zone())
                .format(DateTimeFormatter.ofPattern("EEEE d MMMM, HH:mm", french ? Locale.FRENCH : Locale.ENGLISH));
        stage.line("");
        stage.line(stage.in(
                Look.STRONG,
                french ? "── À vous ── dans la boutique il est " + day : "── Your turn ── in the shop it is " + day));
        stage.line((french ? "  Le bureau :  " : "  The desk:    ") + doors.console());
        stage.line((french ? "  Entrez par : " : "  Come in by:  ") + doors.firstLink());
        stage.line(
                french
                        ? "  Un incident y attend qu'on en valide le texte : " + doors.console() + "/incidents"
                        : "  An incident waits for its wording to be approved: " + doors.console() + "/incidents");
        stage.line(stage.in(
                Look.FAINT,
                french
                        ? "  (une fois ; l'identifiant est ensuite « admin ») Ctrl-C termine."
                        : "  (once; the login is 'admin' afterwards) Ctrl-C ends it."));
    }
}
