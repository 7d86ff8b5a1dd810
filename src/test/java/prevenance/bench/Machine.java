package prevenance.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// What the figures were measured on.
final class Machine {
    private static final int SYNCS = 200;
    private static final int PAGE = 4_096;

    private Machine() {}

    /// @param folder on the disk that is measured
    static Map<String, Object> describe(Path folder) throws IOException {
        Map<String, Object> machine = new LinkedHashMap<>();
        machine.put("processor", processor());
        machine.put("cores", Runtime.getRuntime().availableProcessors());
        machine.put(
                "memoryGib",
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize() >> 30);
        machine.put("java", System.getProperty("java.vendor") + " " + Runtime.version());
        machine.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        machine.put("disk", Files.getFileStore(folder).type());
        machine.put("syncMicros", Math.round(sync(folder)));
        return machine;
    }

    /// What a commit waits for: microseconds to have a page on the disk.
    private static double sync(Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "sync", ".bin");
        double[] micros = new double[SYNCS];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int i = 0; i < SYNCS; i++) {
                long start = System.nanoTime();
                ByteBuffer page = ByteBuffer.allocate(PAGE);
                while (page.hasRemaining()) {
                    channel.write(page, (long) i * PAGE + page.position());
                }
                channel.force(false);
                micros[i] = (System.nanoTime() - start) / 1e3;
            }
        } finally {
            Files.delete(file);
        }
        return Rounds.median(micros);
    }

    private static String processor() throws IOException {
        Path file = Path.of("/proc/cpuinfo");
        if (!Files.exists(file)) {
            return System.getProperty("os.arch");
        }
        return Files.readAllLines(file).stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
    }
}
