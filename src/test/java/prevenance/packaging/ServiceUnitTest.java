package prevenance.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The service unit as systemd reads it. Where there is no systemd these tests are left out, and say so.
class ServiceUnitTest {
    private static final Path UNIT = Path.of("systemd/prevenance.service");

    /// In tenths: 1.5 of 10.
    private static final int MOST_EXPOSED = 15;

    @TempDir
    Path folder;

    @Test
    void theServiceIsExposedLittle() throws Exception {
        Output found = analyze("security", "--offline=true", "--threshold=" + MOST_EXPOSED, UNIT.toString());
        assertThat(found.code()).as(found.text()).isZero();
        assertThat(found.text()).containsPattern("Overall exposure level for prevenance.service: 1\\.[0-5] OK");
    }

    @Test
    void theThresholdWouldTellOfAServiceWithoutWalls() throws Exception {
        Path bare = Files.writeString(folder.resolve("bare.service"), "[Service]\nExecStart=/bin/true\n");
        assertThat(analyze("security", "--offline=true", "--threshold=" + MOST_EXPOSED, bare.toString())
                        .code())
                .isNotZero();
    }

    @Test
    void systemdKnowsEverySettingOfTheService() throws Exception {
        // The program itself is not installed where tests run; any other one stands for it.
        Path unit = folder.resolve("prevenance.service");
        Files.writeString(
                unit,
                Files.readString(UNIT)
                        .replace("/usr/bin/prevenance", "/bin/true")
                        .replaceAll("(?m)^Documentation=.*$", ""));
        Output found = analyze("verify", "--man=no", unit.toString());
        assertThat(found).isEqualTo(new Output(0, ""));

        Files.writeString(unit, Files.readString(unit).replace("WatchdogSec=", "WatchdogSeconds="));
        assertThat(analyze("verify", "--man=no", unit.toString()).text()).contains("WatchdogSeconds");
    }

    @Test
    void theProgramItselfTellsTheServiceManagerHowItIs() throws Exception {
        Map<String, String> settings = new TreeMap<>();
        Pattern.compile("(?m)^(\\w+)=(.*)$")
                .matcher(Files.readString(UNIT))
                .results()
                .forEach((MatchResult line) -> settings.merge(line.group(1), line.group(2), (a, b) -> a + "\n" + b));
        assertThat(settings)
                .containsEntry("Type", "notify")
                .containsEntry("NotifyAccess", "main")
                // The shell's own word: a bare Debian has no /bin/kill.
                .containsEntry("ExecReload", "/bin/sh -c \"kill -HUP $MAINPID\"")
                .containsEntry("RestartPreventExitStatus", "78")
                .containsEntry("TimeoutStopSec", "40")
                .containsEntry("UMask", "0077")
                .containsEntry("StateDirectoryMode", "0700")
                .containsEntry("LimitCORE", "0")
                .containsKeys("WatchdogSec", "LoadCredential")
                // Only the main process's exit status keeps systemd from starting a bad configuration again.
                .doesNotContainKey("ExecStartPre");
    }

    private record Output(int code, String text) {}

    private static Output analyze(String... arguments) throws IOException, InterruptedException {
        String[] command = Stream.concat(Stream.of("systemd-analyze", "--no-pager"), Stream.of(arguments))
                .toArray(String[]::new);
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException absent) {
            return Assumptions.abort("no systemd-analyze here; on Debian: apt-get install systemd");
        }
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Output(process.exitValue(), text);
    }
}
