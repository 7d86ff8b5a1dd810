package prevenance.store;

import java.util.Map;

/// The one place where databases differ.
public enum Dialect {
    SQLITE("integer primary key autoincrement", "blob");

    private final String identity;
    private final String blob;

    Dialect(String identity, String blob) {
        this.identity = identity;
        this.blob = blob;
    }

    /// What the migrations' placeholders stand for.
    Map<String, String> placeholders() {
        return Map.of("identity", identity, "blob", blob);
    }
}
