#!/bin/sh
[ "$1" = --list ] || exit 1
cat <<'JSON'
{"web": {"hosts": ["w1", "w2", "w1"], "vars": {"a": 1, "b": {"c": [1, 2.5, null, true]}}, "children": ["sub", "later"]},
 "sub": ["s1"], "later": {"hosts": []}, "single": {"x": 1, "y": 2}, "plain": {"vars": {"v": 1}},
 "all": {"vars": {"everywhere": "yes"}, "children": ["ungrouped"]}, "ungrouped": {"hosts": ["u1"]},
 "range": {"hosts": ["r[1:3]"]},
 "_meta": {"hostvars": {"w1": {"k": "v", "n": 10}, "s1": {"{{": "}}"}, "unknown": {"q": 1}}}}
JSON
