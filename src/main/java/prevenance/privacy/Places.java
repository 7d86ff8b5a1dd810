package prevenance.privacy;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Where personal data lies beside the database.
///
/// @param dropFolder   where files come in; null: there is none
/// @param certificates where certificates of erasures are kept, apart from the database, so that a restored backup
///                     learns whom to erase again
/// @param backups      where copies of the database lie; null: not known
/// @param backupsKept  after which they are deleted; null: nobody does
public record Places(
        @Nullable Path dropFolder,
        Path certificates,
        @Nullable Path backups,
        @Nullable Duration backupsKept) {}
