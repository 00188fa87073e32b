#!/usr/bin/perl
# A mail filter that speaks just enough of the milter protocol, on standard input and output, to let everything pass.
# attacks.sh appends shell code to it: then it asks that code about each recipient and turns a yes into a refusal, which
# shows what a filter that was broken into could do.
use strict;
use warnings;

my $evil = join '', <DATA>;

sub get {
    my $length = shift;
    my $data = '';
    while (length $data < $length) {
        sysread(STDIN, $data, $length - length $data, length $data) or exit 0;
    }
    return $data;
}

sub put {
    my ($command, $data) = @_;
    syswrite(STDOUT, pack('N a a*', 1 + length $data, $command, $data));
}

sub attack {
    my $name = shift;
    my $child = fork;
    if ($child == 0) {
        open STDIN, '<', '/dev/null';
        # All three are the connection: one word of the shell's in it, and Postfix hangs up.
        open STDOUT, '>', '/dev/null';
        open STDERR, '>', '/dev/null';
        exec '/bin/sh', '-c', $evil, 'sh', $name;
        exit 1;
    }
    waitpid $child, 0;
    return $? == 0;
}

while (1) {
    my ($command, $data) = unpack('a a*', get(unpack 'N', get(4)));
    if ($command eq 'O') {
        # Version 2, no actions, no events left out: every Postfix offers these.
        put('O', pack('N N N', 2, 0, 0));
    } elsif ($command eq 'R' && $evil && $data =~ /^<([a-z]+)@/) {
        attack($1) ? put('y', "554 5.7.1 filter did $1\0") : put('c', '');
    } elsif ($command eq 'Q') {
        exit 0;
    } elsif ($command ne 'D' && $command ne 'A') {
        put('c', '');
    }
}
__DATA__
