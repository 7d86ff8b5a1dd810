package prevenance.privacy;

import java.nio.charset.Charset;

final class Charsets {
    static final Charset WINDOWS = Charset.forName("windows-1252");

    private Charsets() {}
}
