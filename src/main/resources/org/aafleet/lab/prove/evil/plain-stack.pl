#!/usr/bin/perl
# Adds to a library of tcc, from standard input to standard output, the program header that says that it needs no
# executable stack. tcc writes none, and without it glibc refuses the library from 2.41 on.
use strict;
use warnings;

local $/;
binmode STDIN;
binmode STDOUT;
my $elf = <STDIN>;
my $offset = unpack 'Q', substr($elf, 32, 8);
my $count = unpack 'v', substr($elf, 56, 2);
my $headers = substr($elf, $offset, 56 * $count) . pack('V V Q6', 0x6474e551, 6, 0, 0, 0, 0, 0, 16);
$elf .= "\0" x (-length($elf) % 8);
substr($elf, 32, 8) = pack('Q', length $elf);
substr($elf, 56, 2) = pack('v', $count + 1);
print $elf, $headers;
