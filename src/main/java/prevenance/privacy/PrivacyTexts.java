package prevenance.privacy;

import java.util.List;
import prevenance.web.Texts;

/// What register and export say, in French and English.
public final class PrivacyTexts {
    private static final Texts ALL = Texts.load("/prevenance/privacy", List.of("privacy"));

    private PrivacyTexts() {}

    public static Texts all() {
        return ALL;
    }
}
