# Does what it is told, one line each, confined by one profile after the other, and prints what the kernel said to it.
#
# stdin:  dir PATH OWNER          made at once; OWNER is a number
#         file PATH OWNER         a program; those of one owner are one file under many names
#         profile NAME            what follows is done under it
#         r|w|a PATH              open(2) to read, to write, to append
#         k|m PATH                flock(2), mmap(2) with PROT_EXEC, on what was opened before
#         x PATH                  execve(2)
#         l PATH PATH             link(2): the new name first
#         capability NAME         something that needs it
#         network DOMAIN TYPE     socket(2); numbers
#         signal NUMBER PEER      kill(2); PEER is a profile or "unconfined"
# stdout: for each of the last eight kinds a line: the errno, 0 for success
use strict;
use warnings;
use Fcntl qw(:DEFAULT :flock);
use POSIX ();
use Socket;

my (%peers, %program);
my $dir = '/srv/explain';
$| = 1;
mkdir $dir;
chmod 0777, $dir;

sub change_profile {
    my ($name) = @_;
    open my $attr, '>', '/proc/self/attr/current' or die "attr: $!";
    syswrite $attr, "changeprofile $name" or die "changeprofile $name: $!";
    close $attr;
}

# A process that lets signals pass, confined or not.
sub peer {
    my ($name) = @_;
    return $peers{$name} //= do {
        pipe my $ready, my $told;
        my $pid = fork;
        if ($pid == 0) {
            $SIG{$_} = 'IGNORE' for qw(HUP USR1 TERM);
            change_profile($name) if $name ne 'unconfined';
            syswrite $told, "1";
            close $told;
            sleep 600;
            POSIX::_exit(0);
        }
        close $told;
        sysread $ready, my $byte, 1;
        $pid;
    };
}

# In a process of its own; the errno of what it tried.
sub apart {
    my ($try) = @_;
    pipe my $read, my $write;
    my $pid = fork;
    if ($pid == 0) {
        $! = 0;
        my $done = $try->();
        syswrite $write, $done ? 0 : $! + 0;
        POSIX::_exit(0);
    }
    close $write;
    my $errno = '';
    sysread $read, $errno, 10;
    waitpid $pid, 0;
    return $errno eq '' ? 0 : $errno;
}

my %capability = (
    setuid     => sub { POSIX::setuid(1) },
    setgid     => sub { POSIX::setgid(1) },
    sys_chroot => sub { chroot '/' },
    sys_nice   => sub { setpriority 0, 0, -5 },
    sys_admin  => sub { my $name = (POSIX::uname())[1]; syscall(170, $name, length $name) == 0 },
);

sub errno {
    my ($done) = @_;
    return $done ? 0 : $! + 0;
}

sub ask {
    my ($what, @of) = @_;
    $! = 0;
    return errno(sysopen my $read, $of[0], O_RDONLY) if $what eq 'r';
    return errno(sysopen my $write, $of[0], O_WRONLY) if $what eq 'w';
    return errno(sysopen my $append, $of[0], O_WRONLY | O_APPEND) if $what eq 'a';
    return errno(flock $of[1], LOCK_SH | LOCK_NB) if $what eq 'k';
    return errno(syscall(9, 0, 4096, 4, 2, fileno $of[1], 0) != -1) if $what eq 'm';
    return errno(link $of[1], $of[0]) if $what eq 'l';
    return apart(sub { exec { $of[0] } $of[0] }) if $what eq 'x';
    return apart($capability{$of[0]}) if $what eq 'capability';
    return errno(socket my $socket, $of[0], $of[1], 0) if $what eq 'network';
    return errno(kill $of[0], peer($of[1])) if $what eq 'signal';
    die "unknown: $what";
}

# Everything that is asked of one profile. What another confined process has opened is checked again when it is used, while a file
# that comes from an unconfined one is not: so it is opened as a profile that may do everything. Each has an opening of its own, as the kernel keeps in mind what one has
# been granted.
sub profile {
    my ($name, @asked) = @_;
    peer($_->[2]) for grep { $_->[0] eq 'signal' } @asked;
    my $pid = fork;
    if ($pid == 0) {
        change_profile('peer');
        for (grep { $_->[0] =~ /^[km]$/ } @asked) {
            sysopen($_->[2], $_->[1], O_RDONLY) or die "$_->[1]: $!";
        }
        change_profile($name);
        print ask(@$_), "\n" for @asked;
        POSIX::_exit(0);
    }
    waitpid $pid, 0;
    unlink map { $_->[1] } grep { $_->[0] eq 'l' } @asked;
}

my ($name, @asked);
while (my $line = <STDIN>) {
    chomp $line;
    my ($what, @of) = split /\t/, $line;
    if ($what eq 'dir') {
        mkdir $of[0];
        chmod 0777, $of[0];
        chown $of[1], $of[1], $of[0];
    } elsif ($what eq 'file') {
        my $of = $program{$of[1]} //= do {
            system "cp /bin/true $dir-$of[1] && chmod 0777 $dir-$of[1] && chown $of[1]:$of[1] $dir-$of[1]";
            "$dir-$of[1]";
        };
        unlink $of[0];
        link $of, $of[0] or die "$of[0]: $!";
    } elsif ($what eq 'profile') {
        profile($name, @asked) if defined $name;
        ($name, @asked) = ($of[0]);
    } else {
        push @asked, [$what, @of];
    }
}
profile($name, @asked) if defined $name;
kill 'KILL', values %peers;
