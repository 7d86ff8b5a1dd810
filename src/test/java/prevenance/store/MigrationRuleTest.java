package prevenance.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Later migrations only add what an older daemon, which is at work meanwhile, need not know of: what it reads is still
/// there, and what it writes is still allowed.
class MigrationRuleTest {
    private static final Path RESOURCES = Path.of("src/main/resources/prevenance/store");
    private static final Set<String> FIRST =
            Set.of("V1__watch.sql", "V1_1__scheduler.sql", "V1_1__search.sql", "V1_2__search.sql");
    private static final Pattern COMMENT = Pattern.compile("--.*");
    private static final Pattern HARMLESS = Pattern.compile(
            "create table .*|create index .*|insert into .*|update .*|alter table \\w+ add column \\w+ \\w+( default"
                    + " [^ ]+| not null default [^ ]+| default [^ ]+ not null)?");

    @Test
    void everyMigrationAfterTheFirstOnlyAdds() throws IOException {
        try (Stream<Path> files = Files.walk(RESOURCES)) {
            List<Path> later = files.filter(file -> file.toString().endsWith(".sql"))
                    .filter(file -> !FIRST.contains(String.valueOf(file.getFileName())))
                    .toList();
            assertThat(later)
                    .allSatisfy(file ->
                            assertThat(harmful(text(file))).as("%s", file).isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop table parcel",
                "alter table parcel drop column carrier",
                "alter table parcel rename column carrier to haulier",
                "alter table parcel add column haulier text not null",
                "alter table parcel add column haulier bigint references haulier",
                "create unique index one_parcel on parcel (order_id)",
                "create trigger no_more before insert on parcel execute function refuse()",
                "delete from parcel"
            })
    void whatAnOlderDaemonWouldStumbleOverIsFound(String statement) {
        assertThat(harmful("create table a (b text); -- new\n" + statement + ";"))
                .containsExactly(statement);
    }

    private static List<String> harmful(String migration) {
        return Arrays.stream(COMMENT.matcher(migration).replaceAll("").split(";", -1))
                .map(statement -> statement.strip().replaceAll("\\s+", " "))
                .filter(statement -> !statement.isEmpty()
                        && !HARMLESS.matcher(statement.toLowerCase(Locale.ROOT)).matches())
                .toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
