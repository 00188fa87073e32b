package org.aafleet.transport;

import com.jcraft.jsch.JSch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists of algorithms: ours, and those of ssh_config(5) with its {@code +}, {@code -} and {@code ^} prefixes. */
final class Algorithms {

    /** ssh_config's keyword to jsch's names. */
    private static final Map<String, List<String>> JSCH_NAMES = Map.of(
            "ciphers", List.of("cipher.s2c", "cipher.c2s"),
            "macs", List.of("mac.s2c", "mac.c2s"),
            "kexalgorithms", List.of("kex"),
            "hostkeyalgorithms", List.of("server_host_key"),
            "pubkeyacceptedalgorithms", List.of("PubkeyAcceptedAlgorithms"),
            "pubkeyacceptedkeytypes", List.of("PubkeyAcceptedAlgorithms"),
            "casignaturealgorithms", List.of("ca_signature_algorithms"));

    /** ML-KEM comes with Java 24; before, jsch would want Bouncy Castle for it. */
    private static final int FIRST_WITH_ML_KEM = 24;

    private static final String CERTIFICATE = "-cert-v01@openssh.com";

    private static final String ML_KEM = "mlkem768x25519-sha256,";

    private Algorithms() {}

    /**
     * What every session gets. jsch tries each listed algorithm out in every session, a sixth of a login's cost; as the
     * lists hold nothing that this Java lacks, the trial is switched off.
     */
    static Map<String, String> defaults() {
        Map<String, String> all = new LinkedHashMap<>();
        String kex = JSch.getConfig("kex").replace(ML_KEM, "");
        all.put("kex", Runtime.version().feature() >= FIRST_WITH_ML_KEM ? ML_KEM + kex : kex);
        // OpenSSH's client prefers CTR too; GCM's checksum costs Java's first compiler 2 ms more for a host.
        List<String> ciphers =
                new ArrayList<>(Arrays.asList(JSch.getConfig("cipher.c2s").split(",")));
        ciphers.sort(Comparator.comparing(cipher -> !cipher.endsWith("-ctr")));
        List.of("cipher.s2c", "cipher.c2s").forEach(name -> all.put(name, String.join(",", ciphers)));
        for (String trial : List.of("CheckKexes", "CheckCiphers", "CheckMacs", "CheckSignatures")) {
            all.put(trial, "");
        }
        return all;
    }

    /** @param list as the configuration has it */
    static Map<String, String> configured(String keyword, String list) {
        Map<String, String> configured = new LinkedHashMap<>();
        for (String name : JSCH_NAMES.getOrDefault(keyword, List.of())) {
            String base = defaults().getOrDefault(name, JSch.getConfig(name));
            configured.put(name, apply(list, base));
        }
        return configured;
    }

    static List<String> keywords() {
        return JSCH_NAMES.keySet().stream().sorted().toList();
    }

    private static String apply(String list, String base) {
        List<String> given = split(list.isEmpty() || !"+-^".contains(list.substring(0, 1)) ? list : list.substring(1));
        List<String> result = new ArrayList<>(split(base));
        switch (list.isEmpty() ? ' ' : list.charAt(0)) {
            case '-' -> result.removeIf(new GlobList(given)::matches);
            case '+' -> {
                result.removeAll(given);
                result.addAll(given);
            }
            case '^' -> {
                result.removeAll(given);
                result.addAll(0, given);
            }
            default -> result = given;
        }
        // A session cannot use what jsch has no class for; it would fail on it only after it was negotiated.
        return String.join(",", result.stream().filter(Algorithms::available).toList());
    }

    private static boolean available(String name) {
        String implementation = Optional.ofNullable(JSch.getConfig(name.replace(CERTIFICATE, "")))
                .orElse("");
        boolean needsBouncyCastle = implementation.contains(".bc.")
                || name.startsWith("sntrup761")
                || (name.startsWith("mlkem") && Runtime.version().feature() < FIRST_WITH_ML_KEM);
        return !implementation.isEmpty() && !needsBouncyCastle;
    }

    private static List<String> split(String list) {
        return Arrays.asList(list.split(",", -1));
    }
}
