package prevenance.privacy;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Where personal data lies beside the database.
///
/// @param dropFolder   where files come in; null: there is none
/// @param bounces      where mails that came back arrive as files; null: nowhere
/// @param mailbox      whether they arrive in a mailbox, which is a mail server's
/// @param certificates where certificates of erasures are kept, apart from the database, so that a restored backup
///                     learns whom to erase again
/// @param backups      where copies of the database lie; null: not known
/// @param backupsKept  after which they are deleted; null: nobody does
public record Places(
        @Nullable Path dropFolder,
        @Nullable Path bounces,
        boolean mailbox,
        Path certificates,
        @Nullable Path backups,
        @Nullable Duration backupsKept) {}
