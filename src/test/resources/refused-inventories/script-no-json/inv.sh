#!/bin/sh
echo 'web: {hosts: [a]}'
