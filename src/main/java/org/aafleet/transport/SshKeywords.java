package org.aafleet.transport;

import java.util.Set;

/** Which keywords of ssh_config(5), OpenSSH 10, are honoured and which have no bearing on what we do. */
final class SshKeywords {

    private SshKeywords() {}

    /** These may be given more than once, and every value counts. */
    static final Set<String> CUMULATIVE = Set.of("identityfile", "certificatefile");

    static final Set<String> HONOURED = Set.of(
            "hostname",
            "port",
            "user",
            "identityfile",
            "identitiesonly",
            "certificatefile",
            "identityagent",
            "proxyjump",
            "userknownhostsfile",
            "globalknownhostsfile",
            "stricthostkeychecking",
            "hostkeyalias",
            "hashknownhosts",
            "connecttimeout",
            "serveraliveinterval",
            "serveralivecountmax",
            "preferredauthentications",
            "pubkeyauthentication",
            "passwordauthentication",
            "kbdinteractiveauthentication",
            "challengeresponseauthentication",
            "ciphers",
            "macs",
            "kexalgorithms",
            "hostkeyalgorithms",
            "pubkeyacceptedalgorithms",
            "pubkeyacceptedkeytypes",
            "casignaturealgorithms");

    /**
     * Terminals, forwarding for people, multiplexing, logging, key caching, speed: a script run gains and loses nothing
     * by them. Those that only make ssh accept more (VerifyHostKeyDNS, GSSAPI) are left out on the strict side.
     */
    static final Set<String> IGNORED = Set.of(
            "addkeystoagent",
            "batchmode",
            "canonicaldomains",
            "canonicalizefallbacklocal",
            "canonicalizemaxdots",
            "canonicalizepermittedcnames",
            "channeltimeout",
            "checkhostip",
            "clearallforwardings",
            "compression",
            "compressionlevel",
            "connectionattempts",
            "controlmaster",
            "controlpath",
            "controlpersist",
            "dynamicforward",
            "enableescapecommandline",
            "enablesshkeysign",
            "escapechar",
            "exitonforwardfailure",
            "fingerprinthash",
            "forkafterauthentication",
            "forwardagent",
            "forwardx11",
            "forwardx11timeout",
            "forwardx11trusted",
            "gatewayports",
            "gssapiauthentication",
            "gssapiclientidentity",
            "gssapidelegatecredentials",
            "gssapikeyexchange",
            "gssapirenewalforcesrekey",
            "gssapitrustdns",
            "hostbasedacceptedalgorithms",
            "hostbasedauthentication",
            "ipqos",
            "localforward",
            "loglevel",
            "logverbose",
            "numberofpasswordprompts",
            "obscurekeystroketiming",
            "proxyusefdpass",
            "rekeylimit",
            "remoteforward",
            "requesttty",
            "sendenv",
            "sessiontype",
            "setenv",
            "stdinnull",
            "streamlocalbindmask",
            "streamlocalbindunlink",
            "syslogfacility",
            "tcpkeepalive",
            "tunnel",
            "tunneldevice",
            "updatehostkeys",
            "verifyhostkeydns",
            "visualhostkey",
            "warnweakcrypto",
            "xauthlocation");

    /** Harmless with the value that switches them off, refused with any other. */
    static final Set<String> ONLY_OFF =
            Set.of("canonicalizehostname", "nohostauthenticationforlocalhost", "permitlocalcommand", "proxycommand");
}
