#!/bin/sh
echo "server.tag = \"own\""
