package prevenance.demo;

import java.io.PrintStream;

/// Where the story is told: lines, coloured when the terminal wants colours.
final class Stage {
    /// How a piece of text looks.
    enum Look {
        PLAIN(""),
        STRONG("1"),
        FAINT("2"),
        WARNING("33"),
        ALARM("31"),
        GOOD("32"),
        MAIL("36");

        private final String code;

        Look(String code) {
            this.code = code;
        }
    }

    private final PrintStream out;
    private final boolean ansi;

    Stage(PrintStream out, boolean ansi) {
        this.out = out;
        this.ansi = ansi;
    }

    void line(String text) {
        out.println(text);
        out.flush();
    }

    /// The text in that look; as it is when there are no colours.
    String in(Look look, String text) {
        return ansi && !look.code.isEmpty() ? "\u001b[" + look.code + "m" + text + "\u001b[0m" : text;
    }
}
