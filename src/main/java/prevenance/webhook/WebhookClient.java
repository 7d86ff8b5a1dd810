package prevenance.webhook;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import okhttp3.ConnectionPool;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/// Posts to endpoints that others name, so it trusts no address: TLS only, public addresses only, no redirect, no
/// proxy, each call within its time, and nothing of an answer but its status is read.
final class WebhookClient implements AutoCloseable {
    /// What an endpoint answered.
    sealed interface Answer {
        /// A word for people, never what the endpoint wrote.
        String text();

        record Taken(String text) implements Answer {}

        /// It asks never to be called again.
        record Gone(String text) implements Answer {}

        record Failed(String text) implements Answer {}
    }

    private static final MediaType JSON = MediaType.get("application/json");

    private final boolean allowPrivate;
    private final OkHttpClient secure;
    private final OkHttpClient local;

    WebhookClient(WebhookSettings settings) {
        this(settings, Dns.SYSTEM);
    }

    WebhookClient(WebhookSettings settings, Dns dns) {
        allowPrivate = settings.allowPrivate();
        OkHttpClient common = client(settings.timeout(), dns);
        secure = common.newBuilder()
                .socketFactory(new GuardedSockets(address -> allowPrivate || !PrivateAddresses.holds(address)))
                .build();
        // Without TLS nothing leaves this machine. A pool of its own: a connection of the one is none of the other.
        local = common.newBuilder()
                .connectionPool(new ConnectionPool(5, 1, TimeUnit.MINUTES))
                .socketFactory(new GuardedSockets(InetAddress::isLoopbackAddress))
                .build();
    }

    private static OkHttpClient client(Duration timeout, Dns dns) {
        return new OkHttpClient.Builder()
                .dns(dns)
                .proxy(Proxy.NO_PROXY)
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .callTimeout(timeout)
                .connectTimeout(timeout)
                .readTimeout(timeout)
                .writeTimeout(timeout)
                .addNetworkInterceptor(chain -> {
                    // OkHttp repeats a request by itself for "503, Retry-After: 0".
                    Response response = chain.proceed(chain.request());
                    return response.newBuilder().removeHeader("Retry-After").build();
                })
                .build();
    }

    Answer post(String url, String id, long timestamp, byte[] body, WebhookSecret secret) {
        HttpUrl address = HttpUrl.parse(url);
        if (address == null || !address.isHttps() && !allowPrivate) {
            return new Answer.Failed("its address is not https");
        }
        Request request = new Request.Builder()
                .url(address)
                .header("User-Agent", "Prevenance")
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(timestamp))
                .header("webhook-signature", secret.sign(id, timestamp, body))
                .post(RequestBody.create(body, JSON))
                .build();
        OkHttpClient client = address.isHttps() ? secure : local;
        try (Response response = client.newCall(request).execute()) {
            String text = "HTTP " + response.code();
            return switch (response.code() / 100) {
                case 2 -> new Answer.Taken(text);
                case 3 -> new Answer.Failed(text + ", and redirects are not followed");
                default -> response.code() == 410 ? new Answer.Gone(text) : new Answer.Failed(text);
            };
        } catch (GuardedSockets.Denied denied) {
            return new Answer.Failed(String.valueOf(denied.getMessage()));
        } catch (InterruptedIOException late) {
            return new Answer.Failed("no answer in time");
        } catch (ConnectException refused) {
            return new Answer.Failed("no connection");
        } catch (UnknownHostException unknown) {
            return new Answer.Failed("the host is unknown");
        } catch (SSLException unsafe) {
            return new Answer.Failed("no safe connection: " + unsafe.getClass().getSimpleName());
        } catch (IOException broken) {
            return new Answer.Failed("the connection broke");
        } catch (IllegalArgumentException | IllegalStateException broken) {
            return new Answer.Failed("the answer is no HTTP");
        }
    }

    @Override
    public void close() {
        secure.dispatcher().executorService().shutdown();
        secure.connectionPool().evictAll();
        local.connectionPool().evictAll();
    }
}
