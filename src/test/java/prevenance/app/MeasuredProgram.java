package prevenance.app;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import prevenance.store.Database;

/// The whole program as the daemon has it, without bells: each stage is rung by whoever measures it.
public final class MeasuredProgram implements AutoCloseable {
    private final Prevenance program;
    private final Map<String, Consumer<Instant>> stages;

    private MeasuredProgram(Prevenance program) {
        this.program = program;
        stages = program.stages().stream().collect(Collectors.toMap(Stage::name, Stage::beat));
    }

    /// @param home holds `carriers/` and `templates/`
    public static MeasuredProgram open(Path config, Path home, InstantSource time) {
        return new MeasuredProgram(Main.open(config, home, Map.of(), Database.Use.DAEMON, time));
    }

    /// Rings a stage's bell once.
    public void ring(String stage, Instant now) {
        java.util.Objects.requireNonNull(stages.get(stage), stage).accept(now);
    }

    public Prevenance program() {
        return program;
    }

    public Database database() {
        return program.database();
    }

    @Override
    public void close() {
        program.close();
    }
}
