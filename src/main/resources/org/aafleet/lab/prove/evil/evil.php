<?php
// A page with every hole at once: it does what it is asked, in a request or on the command line, and prints PWNED when
// that worked. Native code, which a memory error in PHP would give an attacker, is PHP's own FFI here.
$do = $argv[1] ?? $_REQUEST['do'];
$arg = $argv[2] ?? $_REQUEST['arg'] ?? '';

function native(): FFI
{
    return FFI::cdef('long ptrace(int request, int pid, long address, long data); int waitpid(int pid, int *status, int options);
        int mount(char *source, char *target, char *type, long flags, char *data); int umount(char *target);
        long syscall(long number, int a, char *b, int c); int open(char *path, int flags); int fork(void); void _exit(int code);
        int unshare(int flags); int socket(int family, int type, int protocol); int close(int fd);');
}

/** What it printed, and nothing when it could not be started. */
function start(array $command): string
{
    $process = proc_open($command, [1 => ['pipe', 'w'], 2 => ['file', '/dev/null', 'w']], $pipes);
    $printed = $process ? stream_get_contents($pipes[1]) : '';
    return $process && proc_close($process) === 0 ? $printed : '';
}

/** In a child: a worker in a user namespace of its own could serve nobody afterwards. */
function inChild(callable $what): bool
{
    $c = native();
    $child = $c->fork();
    if ($child === 0) {
        $c->_exit($what($c) === 0 ? 0 : 1);
    }
    $status = $c->new('int');
    $c->waitpid($child, FFI::addr($status), 0);
    return $status->cdata === 0;
}

function pwned(string $do, string $arg): bool
{
    switch ($do) {
        case 'hello':
            return true;
        case 'read':
            return strlen((string) file_get_contents($arg)) > 0;
        case 'list':
            return count(scandir($arg) ?: []) > 2;
        case 'write':
            return file_put_contents($arg, "# written\n", FILE_APPEND) > 0;
        case 'shell':
            return strpos((string) shell_exec("($arg) && echo DO''NE"), 'DONE') !== false;
        case 'start':
            return start(explode(' ', $arg)) !== '';
        case 'become':
            return strpos(start([$arg]), 'euid=0') !== false || (posix_geteuid() === 0 && start([$arg]) !== '');
        case 'download':
            [$from, $to] = explode(' ', $arg);
            return copy($from, $to) && chmod($to, 0755) && start([$to]) !== '';
        case 'signal':
            return posix_kill((int) $arg, 18);
        case 'ptrace':
            $c = native();
            if ($c->ptrace(16, (int) $arg, 0, 0) !== 0) {
                return false;
            }
            $status = $c->new('int');
            $c->waitpid((int) $arg, FFI::addr($status), 0);
            return $c->ptrace(17, (int) $arg, 0, 0) === 0;
        case 'userns':
            return inChild(fn ($c) => $c->unshare(0x10000000 | 0x40000000));
        case 'mount':
            return native()->mount('none', $arg, 'tmpfs', 0, null) === 0 && native()->umount($arg) === 0;
        case 'module':
            $file = native()->open($arg, 0);
            return $file >= 0 && native()->syscall(313, $file, '', 0) === 0;
        case 'raw':
            $socket = native()->socket(2, 3, 1);
            return $socket >= 0 && native()->close($socket) === 0;
        case 'packet':
            $socket = native()->socket(17, 3, 0);
            return $socket >= 0 && native()->close($socket) === 0;
    }
    return false;
}

echo pwned($do, $arg) ? "PWNED\n" : "held\n";
