package prevenance.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/// The same HTTP client asking the same server as fast as it can, and doing nothing with the answers.
final class BareLoop {
    private BareLoop() {}

    /// Calls a second.
    ///
    /// @param paths what is asked for, one after the other
    static double perSecond(String address, List<String> paths, int atOnce) throws InterruptedException {
        OkHttpClient client = new OkHttpClient.Builder()
                .connectionPool(new ConnectionPool(atOnce, 1, java.util.concurrent.TimeUnit.MINUTES))
                .build();
        AtomicInteger next = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < atOnce; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                for (int mine = next.getAndIncrement(); mine < paths.size(); mine = next.getAndIncrement()) {
                    Request request =
                            new Request.Builder().url(address + paths.get(mine)).build();
                    try (Response response = client.newCall(request).execute()) {
                        response.body().bytes();
                    } catch (IOException failed) {
                        throw new java.io.UncheckedIOException(failed);
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return paths.size() / ((System.nanoTime() - start) / 1e9);
    }
}
