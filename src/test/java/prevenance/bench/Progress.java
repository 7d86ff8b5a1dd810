package prevenance.bench;

/// Tells whoever waits what is going on.
interface Progress {
    void tell(String what);
}
