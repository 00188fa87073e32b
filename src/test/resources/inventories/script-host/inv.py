#!/usr/bin/python3
import json
import sys

if sys.argv[1] == "--list":
    print(json.dumps({"web": {"hosts": ["w1", "w 2"]}, "db": ["d1"]}))
else:
    print(json.dumps({"asked": sys.argv[2], "n": len(sys.argv)} if sys.argv[2] != "d1" else {}))
