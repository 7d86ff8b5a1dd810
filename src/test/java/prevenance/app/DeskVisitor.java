package prevenance.app;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import prevenance.console.access.SignIn;
import prevenance.store.Database;
import prevenance.testing.Browser;
import prevenance.web.Listener;

/// Somebody of the staff who goes from page to page all the time, and notes how long each took and what was wrong.
final class DeskVisitor implements AutoCloseable {
    private static final String PASSWORD = "lanterne brioche glacier 42";
    private static final List<String> PAGES =
            List.of("/", "/cases", "/parcels", "/parcels?q=TP4242", "/incidents", "/messages", "/coverage");

    private final Browser browser;
    private final Thread walk;
    private final Map<String, List<Long>> millis = new TreeMap<>();
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    private volatile boolean gone;

    DeskVisitor(Database database, Listener console, Instant now) {
        browser = new Browser(console.port());
        String token = SignIn.firstInvitation(database, Locale.FRENCH, now).orElseThrow();
        browser.submit(browser.get("/welcome/" + token), "", Map.of("password", PASSWORD, "again", PASSWORD));
        walk = Thread.ofVirtual().name("visitor").start(this::walk);
    }

    private void walk() {
        while (!gone) {
            for (String page : PAGES) {
                long start = System.nanoTime();
                int status = browser.get(page).status();
                millis.computeIfAbsent(page, _ -> new ArrayList<>()).add((System.nanoTime() - start) / 1_000_000);
                if (status != 200) {
                    wrong.add(page + " " + status);
                }
            }
        }
    }

    /// Goes, and says what was wrong; empty when every page came.
    List<String> leave() throws InterruptedException {
        gone = true;
        walk.join();
        return List.copyOf(wrong);
    }

    /// The 95th percentile and the longest of each page, in milliseconds.
    String figures() {
        StringBuilder text = new StringBuilder();
        millis.forEach((page, times) -> {
            Collections.sort(times);
            text.append(" %s p95 %d max %d (%d)"
                    .formatted(page, times.get(times.size() * 95 / 100), times.getLast(), times.size()));
        });
        return text.toString();
    }

    @Override
    public void close() {
        gone = true;
        browser.close();
    }
}
