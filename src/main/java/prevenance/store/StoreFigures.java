package prevenance.store;

import java.util.OptionalLong;

/// How the database is doing.
///
/// @param bytes        its size
/// @param logBytes     the size of its write-ahead log; empty where a server keeps it
/// @param commits      how many were made since the start
/// @param transactions how many works they held: several share one commit
/// @param failures     commits that failed, since the start
/// @param waiting      works that wait for their turn to be written
public record StoreFigures(
        OptionalLong bytes, OptionalLong logBytes, long commits, long transactions, long failures, int waiting) {}
