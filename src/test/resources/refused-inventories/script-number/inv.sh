#!/bin/sh
echo '{"web": [1]}'
