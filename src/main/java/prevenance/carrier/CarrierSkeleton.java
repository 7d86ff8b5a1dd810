package prevenance.carrier;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import prevenance.config.Problems;
import prevenance.tracking.TrackingStatus;

/// A new carrier's folder, to be filled in from top to bottom.
public final class CarrierSkeleton {
    /// The first line of a definition: by it editors complete keys and check them.
    static final String SCHEMA_LINE = "# yaml-language-server: $schema=../carrier.schema.json";

    private static final String TODO = "# TODO";
    private static final Pattern CODE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    /// The groups that are never taken over from another carrier: they are facts about this one.
    private static final Set<String> OWN = Set.of(
            "code", "name", "other-names", "zone", "customer-page", "facts", "numbers", "environments", "limits");
    /// Groups that a skeleton lacks, by the one behind which they belong.
    private static final Map<String, List<String>> FOLLOWS = Map.of(
            "credentials", List.of("settings"),
            "language", List.of("languages"),
            "request", List.of("batch", "auth", "signature", "registration"),
            "in-flight", List.of("timeout"));

    private static final List<String> FILES =
            List.of("carrier.yaml", CarrierList.FILE, "statuses.csv", "published-codes.txt");

    private static final Pattern GROUP = Pattern.compile("^([a-z][a-z-]*):.*");

    private CarrierSkeleton() {}

    /// Whether a folder may be called so: lower-case words and numbers with dashes.
    public static boolean isCode(String code) {
        return CODE.matcher(code).matches();
    }

    /// Writes the folder and returns its files, in the order in which they are filled in.
    ///
    /// @param like the folder of a carrier whose request, authorisation and reading are taken over; null for none
    /// @throws FileAlreadyExistsException when there is one of that name; nothing was touched
    public static List<Path> write(Path carriersFolder, String code, @Nullable String like)
            throws FileAlreadyExistsException {
        Path folder = carriersFolder.resolve(code);
        try {
            String definition = resource("carrier.yaml").replace("{code}", code);
            List<String> names = new ArrayList<>(FILES);
            if (like != null) {
                String other = Files.readString(carriersFolder.resolve(like).resolve("carrier.yaml"));
                boolean aggregator = Files.exists(carriersFolder.resolve(like).resolve(CarrierList.FILE));
                definition = merged(definition, other, like, aggregator);
                if (!aggregator) {
                    names.remove(CarrierList.FILE);
                }
            } else {
                names.remove(CarrierList.FILE);
            }
            Files.createDirectory(folder);
            Files.createDirectory(folder.resolve("samples"));
            for (String name : names) {
                String text = name.equals("carrier.yaml") ? definition : resource(name);
                Files.writeString(
                        folder.resolve(name), text.replace("{name}", code).replace("{statuses}", statuses()));
            }
            names.add("samples");
            return names.stream().map(folder::resolve).toList();
        } catch (FileAlreadyExistsException standing) {
            throw standing;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Adds a remark for each file in which something is left to do.
    static void remind(Path folder, Problems problems) {
        for (String name : FILES) {
            List<String> lines = lines(folder.resolve(name));
            long left = lines.stream().filter(line -> line.contains(TODO)).count();
            for (int i = 0; left > 0 && i < lines.size(); i++) {
                if (lines.get(i).contains(TODO)) {
                    problems.warn(
                            folder.getFileName() + "/" + name,
                            i + 1,
                            "",
                            left == 1 ? "a TODO is left" : "the first of " + left + " TODOs that are left",
                            "do what it says, then delete its line");
                    break;
                }
            }
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException unreadable) {
            // The reader of the file says so.
            return List.of();
        }
    }

    /// All statuses by their beginnings, as remarks.
    private static String statuses() {
        Map<String, List<String>> groups = Stream.of(TrackingStatus.values())
                .map(TrackingStatus::wireName)
                .filter(name -> !name.startsWith("unknown"))
                .collect(Collectors.groupingBy(
                        name -> name.replaceFirst("\\..*", ""), LinkedHashMap::new, Collectors.toList()));
        return groups.values().stream()
                .map(names -> wrapped(String.join(" ", names)))
                .collect(Collectors.joining("\n"));
    }

    private static String wrapped(String names) {
        return "#   " + names.replaceAll("(.{60,100}?) ", "$1\n#     ");
    }

    /// @param aggregator whether the other one asks for others, and so needs no numbers of its own
    private static String merged(String skeleton, String other, String like, boolean aggregator) {
        Map<String, String> taken = groups(other);
        taken.keySet().removeIf(key -> OWN.contains(key) || key.isEmpty());
        Map<String, String> own = groups(skeleton);
        if (aggregator) {
            own.remove("numbers");
        }
        Set<String> given = Set.copyOf(taken.keySet());
        taken.computeIfPresent("reply", (_, group) -> withoutMeanings(group));
        StringBuilder text = new StringBuilder();
        own.forEach((key, group) -> {
            String theirs = taken.remove(key);
            text.append(theirs == null ? withoutHintsAt(group, given) : takenOver(theirs, like));
            // What the skeleton has not stands where the other definition has it.
            FOLLOWS.getOrDefault(key, List.of()).forEach(next -> {
                String more = own.containsKey(next) ? null : taken.remove(next);
                text.append(more == null ? "" : takenOver(more, like));
            });
        });
        taken.values().forEach(group -> text.append(takenOver(group, like)));
        return text.toString();
    }

    /// Remarks that explain how to write what was taken over are not needed any more.
    private static String withoutHintsAt(String group, Set<String> given) {
        return Stream.of(group.split("(?<=\n)(?=\n)"))
                .filter(paragraph -> !paragraph.lines().allMatch(line -> line.isBlank() || line.startsWith("#"))
                        || given.stream().noneMatch(key -> paragraph.contains(" " + key + ": {")))
                .collect(Collectors.joining());
    }

    private static String takenOver(String group, String like) {
        return "\n# TODO Taken over from " + like + ": change what differs.\n" + group.stripLeading();
    }

    /// What codes and words mean at one carrier says nothing about another.
    private static String withoutMeanings(String reply) {
        StringBuilder kept = new StringBuilder();
        boolean meanings = false;
        for (String line : reply.lines().toList()) {
            boolean member =
                    line.length() > 2 && line.startsWith("  ") && line.charAt(2) != ' ' && line.charAt(2) != '#';
            if (member) {
                meanings = line.startsWith("  status:");
            }
            if (!meanings) {
                kept.append(line).append('\n');
            } else if (member) {
                kept.append("  status:\n    tables: [statuses.csv]\n");
            }
        }
        return kept.toString();
    }

    /// The groups of a definition by their first word, each with the remarks above it; what stands before all of them
    /// belongs to the first.
    private static Map<String, String> groups(String text) {
        Map<String, String> groups = new LinkedHashMap<>();
        StringBuilder remarks = new StringBuilder();
        String key = "";
        for (String line : text.lines().toList()) {
            Matcher begins = GROUP.matcher(line);
            if (begins.matches()) {
                key = begins.group(1);
                groups.put(key, remarks + line + "\n");
                remarks.setLength(0);
            } else if (line.isBlank() || line.startsWith("#")) {
                remarks.append(line).append('\n');
            } else {
                groups.merge(key, remarks + line + "\n", String::concat);
                remarks.setLength(0);
            }
        }
        if (!remarks.isEmpty()) {
            groups.merge(key, remarks.toString(), String::concat);
        }
        return groups;
    }

    private static String resource(String name) throws IOException {
        try (InputStream file = CarrierSkeleton.class.getResourceAsStream("skeleton/" + name)) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
