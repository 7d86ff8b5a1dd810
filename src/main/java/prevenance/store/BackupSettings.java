package prevenance.store;

import java.nio.file.Path;
import java.time.LocalTime;
import java.util.List;
import prevenance.config.YamlSection;

/// When the daemon copies its database by itself, and where to.
///
/// @param nightly     whether it does at all; a PostgreSQL server has its own means
/// @param folder      absolute once read
/// @param at          the shop's time of day
/// @param keep        so many of the newest are kept
/// @param encryptWith a program and its arguments that reads a backup on its standard input and writes it encrypted;
///                    empty: backups are not encrypted
/// @param decryptWith the same the other way round, for `restore` and `backup verify`; empty where the key is elsewhere
public record BackupSettings(
        boolean nightly, Path folder, LocalTime at, int keep, List<String> encryptWith, List<String> decryptWith) {
    private static final LocalTime AT = LocalTime.of(3, 30);
    private static final int KEEP = 7;
    private static final int MOST = 3650;

    /// Every night at 03:30, seven kept, in this folder.
    public static BackupSettings defaults(Path folder) {
        return new BackupSettings(true, folder, AT, KEEP, List.of(), List.of());
    }

    /// Reads the section `backup:`.
    ///
    /// @param folder   where a relative path starts
    /// @param standard the folder of backups when the section names none
    public static BackupSettings read(YamlSection section, Path folder, Path standard) {
        return new BackupSettings(
                section.yesNo("nightly", true),
                folder.resolve(section.text("folder", standard.toString())),
                section.time("at", AT),
                section.integer("keep", KEEP, 1, MOST),
                section.texts("encrypt-with"),
                section.texts("decrypt-with"));
    }
}
