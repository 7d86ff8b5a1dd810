package prevenance.carrier;

/// A new carrier's folder, to be filled in from top to bottom.
public final class CarrierSkeleton {
    /// The first line of a definition: by it editors complete keys and check them.
    static final String SCHEMA_LINE = "# yaml-language-server: $schema=../carrier.schema.json";

    private CarrierSkeleton() {}
}
