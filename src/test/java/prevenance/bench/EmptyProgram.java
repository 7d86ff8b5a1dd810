package prevenance.bench;

/// What any Java program needs to start.
final class EmptyProgram {
    private EmptyProgram() {}

    public static void main(String[] args) {
        // Nothing.
    }
}
