package prevenance.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/// Measures one subject in this process: its name, its folder, the shared folder, the file for the figures.
final class OneBenchmark {
    private OneBenchmark() {}

    public static void main(String[] args) throws Exception {
        Path folder = Files.createDirectories(Path.of(args[1]));
        Place place = new Place(folder, Path.of(args[2]), Size.chosen(), what -> System.err.println("    " + what));
        List<Figure> figures = Benchmarks.named(args[0]).run(place);
        Files.writeString(Path.of(args[3]), JsonMapper.shared().writeValueAsString(figures));
        System.exit(0);
    }
}
