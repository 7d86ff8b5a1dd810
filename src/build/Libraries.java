import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Holds the libraries that are handed out to the list of known ones, `libraries.sha256`, and to the bill of
/// materials (CycloneDX): no jar more, none less, each byte for byte. Runs from its source, in `mvn package`.
///
///     java src/build/Libraries.java check FOLDER LIST BILL
///     java src/build/Libraries.java write FOLDER LIST
///
/// Both take away what `prevenance-ahead` has written beside the jars. `check` leaves with 1 and says what differs;
/// `write` makes the list anew, for a reader of the change to judge.
final class Libraries {
    private Libraries() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[1]);
        Path list = Path.of(arguments[2]);
        // Written by `prevenance-ahead` for the jars of an earlier build; a second build must not trip over it.
        Files.deleteIfExists(folder.resolve("prevenance.aot"));
        Map<String, String> found = sums(folder);
        if (arguments[0].equals("write")) {
            Files.writeString(
                    list,
                    found.entrySet().stream()
                            .map(jar -> jar.getValue() + "  " + jar.getKey() + "\n")
                            .collect(Collectors.joining()));
            return;
        }
        List<String> problems = Stream.concat(
                        againstList(found, list).stream(), againstBill(found, Path.of(arguments[3])).stream())
                .toList();
        if (!problems.isEmpty()) {
            problems.forEach(problem -> System.err.println("libraries: " + problem));
            System.err.println("libraries: the bill of materials is made online only; once without -o renews it");
            System.err.println(
                    "libraries: when this is wanted: java src/build/Libraries.java write " + folder + " " + list);
            System.exit(1);
        }
    }

    /// The hash of every jar by its name; our own is built here and no library.
    private static Map<String, String> sums(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().equals("prevenance.jar"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString(), Libraries::sum, (a, b) -> a, TreeMap::new));
        }
    }

    private static String sum(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static List<String> againstList(Map<String, String> found, Path list) throws IOException {
        Map<String, String> known = Files.readAllLines(list).stream()
                .map(line -> line.split("  ", 2))
                .collect(Collectors.toMap(part -> part[1], part -> part[0], (a, b) -> a, TreeMap::new));
        TreeSet<String> names = new TreeSet<>(known.keySet());
        names.addAll(found.keySet());
        return names.stream()
                .filter(name -> !String.valueOf(known.get(name)).equals(String.valueOf(found.get(name))))
                .map(name -> !known.containsKey(name)
                        ? name + " is not in " + list
                        : !found.containsKey(name)
                                ? name + " is missing"
                                : name + " has the SHA-256 " + found.get(name) + ", known is " + known.get(name))
                .toList();
    }

    private static List<String> againstBill(Map<String, String> found, Path bill) throws IOException {
        if (!Files.exists(bill)) {
            System.err.println("libraries: no bill of materials, because Maven makes none offline (-o)");
            return List.of();
        }
        // Above the components stands the tool that wrote the bill.
        String text = Files.readString(bill);
        String components = text.substring(text.indexOf("\n  \"components\""));
        TreeSet<String> listed = Pattern.compile("\"alg\" *: *\"SHA-256\",\\s*\"content\" *: *\"([0-9a-f]{64})\"")
                .matcher(components)
                .results()
                .map(hash -> hash.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Stream<String> unlisted = found.entrySet().stream()
                .filter(jar -> !listed.contains(jar.getValue()))
                .map(jar -> jar.getKey() + " is not in " + bill);
        Stream<String> absent = listed.stream()
                .filter(hash -> !found.containsValue(hash))
                .map(hash -> "what " + bill + " lists with the SHA-256 " + hash + " is missing");
        return Stream.concat(unlisted, absent).toList();
    }
}
