package prevenance.store;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/// A backup that was read and found whole.
///
/// @param at        the state of the data is that of this instant
/// @param bytes     size of the file
/// @param schema    version of its tables
/// @param rows      of every table
/// @param encrypted whether the file is; it was read before or after
public record BackupFile(Path path, Instant at, long bytes, String schema, Map<String, Long> rows, boolean encrypted) {}
