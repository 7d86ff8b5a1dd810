package prevenance.web;

/// Thrown by a handler to end a request with a status and the site's own page for it. Nothing has been changed.
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /// @param status an HTTP status from 400 on
    public Refusal(int status) {
        super("status " + status, null, false, false);
        this.status = status;
    }

    public int status() {
        return status;
    }

    /// There is nothing at this address, or nothing that this visitor may know of.
    public static Refusal notFound() {
        return new Refusal(404);
    }

    public static Refusal forbidden() {
        return new Refusal(403);
    }

    /// The form cannot be read.
    public static Refusal badRequest() {
        return new Refusal(400);
    }
}
