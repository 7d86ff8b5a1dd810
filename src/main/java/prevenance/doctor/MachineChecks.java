package prevenance.doctor;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The machine: clock, disks, files and their modes, Java and what it may use.
final class MachineChecks {
    private static final long MEGABYTE = 1_000_000;
    private static final long LITTLE = 500 * MEGABYTE;
    private static final long HARDLY_ANY = 50 * MEGABYTE;
    private static final int FULL = 90;
    private static final int FEW_FILES = 1_024;
    private static final int LITTLE_ENTROPY = 128;
    private static final int SMALL_HEAP = 200;
    private static final Pattern SECRET_FILE = Pattern.compile("\\$\\{FILE:([^}]+)}");

    private MachineChecks() {}

    /// @param offsets by how much carriers' clocks are ahead of ours; empty when none was asked
    static List<Finding> clock(List<Duration> offsets) {
        List<Finding> findings = new ArrayList<>();
        if (offsets.isEmpty()) {
            findings.add(Finding.of(Topic.CLOCK, Standing.UNKNOWN, "", "clock.no-witness"));
        } else {
            List<Duration> sorted = offsets.stream().sorted().toList();
            Duration median = sorted.get(sorted.size() / 2);
            long seconds = median.toSeconds();
            Standing standing = Math.abs(seconds) > 120
                    ? Standing.PROBLEM
                    : Math.abs(seconds) > 5 ? Standing.WARNING : Standing.FINE;
            String key = standing == Standing.FINE ? "clock.right" : "clock.wrong";
            findings.add(Finding.of(Topic.CLOCK, standing, "", key, seconds, offsets.size()));
        }
        Optional<String> service = SystemWords.of("timedatectl", "show", "--property=NTPSynchronized", "--value");
        findings.add(
                switch (service.map(String::strip).orElse("")) {
                    case "yes" -> Finding.of(Topic.CLOCK, Standing.FINE, "", "clock.kept");
                    case "no" -> Finding.of(Topic.CLOCK, Standing.WARNING, "", "clock.not-kept");
                    default -> Finding.of(Topic.CLOCK, Standing.UNKNOWN, "", "clock.unknown");
                });
        return findings;
    }

    /// Space and inodes where the data and the backups are.
    static List<Finding> disk(Set<Path> places) {
        List<Finding> findings = new ArrayList<>();
        for (Path place : places) {
            Path there = existing(place);
            try {
                FileStore disk = Files.getFileStore(there);
                long free = disk.getUsableSpace();
                long percent = disk.getTotalSpace() == 0 ? 0 : 100 - 100 * free / disk.getTotalSpace();
                Standing standing = free < HARDLY_ANY
                        ? Standing.PROBLEM
                        : free < LITTLE || percent > FULL ? Standing.WARNING : Standing.FINE;
                findings.add(Finding.of(
                        Topic.DISK,
                        standing,
                        place.toString(),
                        standing == Standing.FINE ? "disk.free" : "disk.little",
                        free / MEGABYTE,
                        percent));
            } catch (IOException failed) {
                findings.add(Finding.of(
                        Topic.DISK, Standing.UNKNOWN, place.toString(), "disk.unknown", String.valueOf(failed)));
            }
            SystemWords.of("df", "-Pi", there.toString())
                    .flatMap(MachineChecks::inodes)
                    .filter(used -> used > FULL)
                    .ifPresent(used -> findings.add(
                            Finding.of(Topic.DISK, Standing.PROBLEM, place.toString(), "disk.inodes", used)));
        }
        return findings;
    }

    /// Who may read and write what.
    ///
    /// @param secret files and folders that belong to the service alone
    static List<Finding> files(Path config, List<Path> secret) {
        List<Finding> findings = new ArrayList<>();
        List<Path> hidden = new ArrayList<>(secret);
        try {
            Matcher reference = SECRET_FILE.matcher(Files.readString(config));
            while (reference.find()) {
                hidden.add(config.toAbsolutePath().resolveSibling(reference.group(1)));
            }
            Set<PosixFilePermission> modes = Files.getPosixFilePermissions(config);
            boolean loose = modes.contains(PosixFilePermission.OTHERS_WRITE)
                    || modes.contains(PosixFilePermission.GROUP_WRITE)
                            && !Files.getOwner(config).getName().equals("root");
            findings.add(Finding.of(
                    Topic.FILES,
                    loose ? Standing.PROBLEM : Standing.FINE,
                    config.toString(),
                    loose ? "files.writable" : "files.mode",
                    PosixFilePermissions.toString(modes)));
        } catch (IOException unreadable) {
            findings.add(unreadable(config, unreadable));
        }
        for (Path file : hidden) {
            if (!Files.exists(file)) {
                continue;
            }
            try {
                Set<PosixFilePermission> modes = Files.getPosixFilePermissions(file);
                boolean open = modes.stream()
                        .anyMatch(mode ->
                                mode.name().startsWith("OTHERS_") && mode != PosixFilePermission.OTHERS_EXECUTE);
                boolean mine = Files.isReadable(file);
                findings.add(Finding.of(
                        Topic.FILES,
                        open ? Standing.WARNING : mine ? Standing.FINE : Standing.PROBLEM,
                        file.toString(),
                        open ? "files.open" : mine ? "files.mode" : "files.foreign",
                        PosixFilePermissions.toString(modes),
                        Files.getOwner(file).getName(),
                        System.getProperty("user.name", "?")));
            } catch (IOException unreadable) {
                findings.add(unreadable(file, unreadable));
            }
        }
        return findings;
    }

    /// Java, memory, descriptors, randomness.
    static List<Finding> machine() {
        List<Finding> findings = new ArrayList<>();
        long heap = Runtime.getRuntime().maxMemory() / MEGABYTE;
        findings.add(Finding.of(
                Topic.MACHINE,
                heap < SMALL_HEAP ? Standing.WARNING : Standing.FINE,
                "",
                heap < SMALL_HEAP ? "machine.small" : "machine.java",
                Runtime.version().toString(),
                heap,
                Runtime.getRuntime().availableProcessors()));
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            long most = system.getMaxFileDescriptorCount();
            findings.add(Finding.of(
                    Topic.MACHINE,
                    most < FEW_FILES ? Standing.WARNING : Standing.FINE,
                    "",
                    most < FEW_FILES ? "machine.few-files" : "machine.files",
                    most));
        }
        SystemWords.number("/proc/sys/kernel/random/entropy_avail")
                .filter(bits -> bits < LITTLE_ENTROPY)
                .ifPresent(
                        bits -> findings.add(Finding.of(Topic.MACHINE, Standing.WARNING, "", "machine.entropy", bits)));
        return findings;
    }

    private static Optional<Long> inodes(String table) {
        return table.lines()
                .skip(1)
                .flatMap(line -> Stream.of(line.strip().split("\\s+", -1)).filter(word -> word.matches("[0-9]+%")))
                .map(word -> Long.valueOf(word.substring(0, word.length() - 1)))
                .findFirst();
    }

    private static Finding unreadable(Path file, IOException why) {
        return Finding.of(Topic.FILES, Standing.PROBLEM, file.toString(), "files.unreadable", why.toString());
    }

    private static Path existing(Path place) {
        Path there = place.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return there;
    }
}
