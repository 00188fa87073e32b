package org.aafleet.fleet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.aafleet.playbook.ServiceProbe;

/**
 * Asks a service over a connection that its own host makes, so that neither a firewall nor a missing curl is in the way.
 * Answers empty when the service works, else why not.
 */
final class NetworkProbe {

    private static final int MAX_ANSWER = 256 * 1024;

    private final HostSession session;
    private final ServiceProbe probe;

    NetworkProbe(HostSession session, ServiceProbe probe) {
        this.session = session;
        this.probe = probe;
    }

    Optional<String> ask() throws HostException {
        try {
            return probe.http().isPresent()
                    ? http(URI.create(probe.http().get()))
                    : tcp(probe.tcp().orElseThrow());
        } catch (SocketTimeoutException e) {
            return Optional.of("no answer within " + org.aafleet.yaml.Durations.format(probe.timeout()));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private Optional<String> http(URI url) throws HostException, IOException {
        boolean tls = "https".equals(url.getScheme());
        int port = url.getPort() > 0 ? url.getPort() : tls ? 443 : 80;
        try (Socket plain = open(url.getHost(), port);
                Socket socket = tls ? overTls(plain, url.getHost(), port) : plain) {
            String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
            String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
            socket.getOutputStream()
                    .write(("GET " + path + query + " HTTP/1.0\r\nHost: " + url.getAuthority()
                                    + "\r\nUser-Agent: aa-fleet\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return judge(read(socket.getInputStream(), answer -> false));
        }
    }

    private Optional<String> judge(String answer) {
        String statusLine = answer.lines().findFirst().orElse("");
        if (!statusLine.matches("HTTP/[0-9.]+ [0-9]{3}.*")) {
            return Optional.of("not an HTTP answer: " + statusLine);
        }
        int status = Integer.parseInt(statusLine.split(" ", 3)[1]);
        boolean good = probe.status().isPresent() ? status == probe.status().getAsInt() : status < 400;
        return good ? missing(answer) : Optional.of("status " + status);
    }

    private Optional<String> tcp(String place) throws HostException, IOException {
        int colon = place.lastIndexOf(':');
        String address = colon < 0 ? "localhost" : place.substring(0, colon);
        try (Socket socket = open(address, Integer.parseInt(place.substring(colon + 1)))) {
            if (probe.expect().isEmpty()) {
                return Optional.empty();
            }
            return missing(
                    read(socket.getInputStream(), answer -> missing(answer).isEmpty()));
        }
    }

    private Optional<String> missing(String answer) {
        return probe.expect()
                .filter(expected -> !Pattern.compile(expected, Pattern.MULTILINE)
                        .matcher(answer)
                        .find())
                .map(expected -> "the answer has no '" + expected + "' in it");
    }

    private Socket open(String address, int port) throws HostException, IOException {
        Socket socket = session.forward(address, port, probe.timeout());
        socket.setSoTimeout((int) Math.min(Integer.MAX_VALUE, probe.timeout().toMillis()));
        return socket;
    }

    /** Reads to the end, the limit, the time-out or until it is enough. */
    private String read(InputStream in, java.util.function.Predicate<String> enough) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        long end = System.nanoTime() + probe.timeout().toNanos();
        byte[] buffer = new byte[8192];
        while (answer.size() < MAX_ANSWER && System.nanoTime() < end) {
            int count = in.read(buffer);
            if (count < 0) {
                break;
            }
            answer.write(buffer, 0, count);
            if (enough.test(answer.toString(StandardCharsets.UTF_8))) {
                break;
            }
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    /** The ssh connection vouches for the host; a site's certificate need not name localhost. */
    private static Socket overTls(Socket plain, String address, int port) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new AnyCertificate()}, null);
            return context.getSocketFactory().createSocket(plain, address, port, true);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static final class AnyCertificate implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    static boolean isNetwork(ServiceProbe probe) {
        return probe.http().isPresent() || probe.tcp().isPresent();
    }

    static Duration pause() {
        return Duration.ofMillis(500);
    }
}
