"""Drives aa-logprof by its JSON dialogue, on the host: logprof.py LOG first|exact

Allows all that is asked: by the option that is offered first, or by the last, which is the rule alone. Prints how many
questions there were.
"""
import json
import subprocess
import sys

log, taken = sys.argv[1:]
process = subprocess.Popen(
    ["aa-logprof", "--json", "-f", log], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def answer(**fields):
    process.stdin.write(json.dumps(fields) + "\n")
    process.stdin.flush()


questions = 0
for line in process.stdout:
    try:
        asked = json.loads(line)
    except ValueError:
        continue
    dialog = asked["dialog"]
    if dialog == "promptuser":
        if any("(S)ave Changes" in item for item in asked["menu_items"]):
            answer(dialog=dialog, response_key="s", selected=0)
            continue
        questions += 1
        options = asked["options"] or []
        allows = any("(A)llow" in item for item in asked["menu_items"])
        answer(
            dialog=dialog,
            response_key="a" if allows else asked["default_key"],
            selected=len(options) - 1 if options and taken == "exact" else 0)
    elif dialog in ("yesno", "yesnocancel"):
        questions += 1
        answer(dialog=dialog, response_key="y")
    elif dialog in ("getstring", "getfile"):
        answer(dialog=dialog, response=asked.get("default", ""))
print(questions)
sys.exit(process.wait())
