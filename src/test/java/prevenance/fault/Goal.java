package prevenance.fault;

import java.util.stream.Stream;

/// What the program must stand, and where a row of the ledger says so.
enum Goal {
    R1_1("kill -9 at each stage of sending");

    private final String fault;

    Goal(String fault) {
        this.fault = fault;
    }

    String id() {
        return name().replace('_', '.');
    }

    String fault() {
        return fault;
    }

    /// For sorting; what is no goal comes last.
    static int order(String id) {
        return Stream.of(values())
                .filter(goal -> goal.id().equals(id))
                .findFirst()
                .map(Goal::ordinal)
                .orElse(Integer.MAX_VALUE);
    }
}
