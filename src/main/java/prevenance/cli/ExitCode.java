package prevenance.cli;

/// How a verb ends. 75 and 78 are `EX_TEMPFAIL` and `EX_CONFIG` of BSD's sysexits.h.
public final class ExitCode {
    public static final int OK = 0;
    /// Not found, or nothing could be done.
    public static final int NOTHING = 1;
    public static final int USAGE = 2;
    /// Try again later: a carrier or the database is not to be had just now.
    public static final int LATER = 75;
    /// A person must mend a setting, a credential or a file of ours.
    public static final int CONFIGURATION = 78;

    private ExitCode() {}
}
