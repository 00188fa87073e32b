"""Answers for many inventories at once what ansible-inventory and ansible --list-hosts would print.

Reads a JSON list of cases on standard input: {"name", "directory", "sources", "playbook_dir" or null, "select": [[pattern,
limit or null], ...]}. Prints a JSON object of answers by name. Starting the commands themselves takes half a second each.
"""
import json
import os
import sys

from ansible import context
from ansible.cli.inventory import InventoryCLI
from ansible.errors import AnsibleError
from ansible.inventory.group import Group
from ansible.inventory.manager import InventoryManager
from ansible.parsing.dataloader import DataLoader
from ansible.utils.context_objects import CLIArgs
from ansible.utils.display import Display
from ansible.utils.path import unfrackpath
from ansible.vars.manager import VariableManager

warnings = []
Display.warning = lambda self, msg, formatted=False: warnings.append(msg)

# Ansible walks sets of groups, so the order of hosts two levels down depends on memory addresses. With hashes of our own,
# salted in several ways, an order that is the same every time is one that Ansible promises.
SALTS = range(8)
salt = [0]
created = [0]
original_init = Group.__init__


def numbered_init(self, name=None):
    original_init(self, name)
    created[0] += 1
    self.number = created[0]


Group.__init__ = numbered_init
Group.__hash__ = lambda self: hash((self.number, salt[0]))


def options(case, **more):
    given = dict(basedir=case.get("playbook_dir"), export=False, yaml=False, toml=False, show_vars=False, inventory=[],
                 verbosity=0, extra_vars=case.get("extra_vars", []))
    given.update(more)
    context.CLIARGS = CLIArgs(given)


def load(case):
    os.chdir(case["directory"])
    options(case)
    created[0] = 0
    loader = DataLoader()
    if case.get("playbook_dir"):
        loader.set_basedir(case.get("playbook_dir"))
    sources = [unfrackpath(s, follow=False) if "," not in s else s for s in case["sources"]]
    cli = InventoryCLI.__new__(InventoryCLI)
    cli.loader = loader
    cli.inventory = InventoryManager(loader=loader, sources=sources)
    cli.vm = VariableManager(loader=loader, inventory=cli.inventory)
    return cli


def select(cli, pattern, limit):
    try:
        cli.inventory.clear_caches()
        for group in cli.inventory.groups.values():
            group._hosts_cache = None
        if cli.inventory.localhost and cli.inventory.localhost.implicit:
            cli.inventory._inventory.localhost = None
        cli.inventory.subset(limit)
        return {"hosts": [h.name for h in cli.inventory.get_hosts(pattern)]}
    except AnsibleError as e:
        return {"error": str(e)}


def answer(case):
    warnings.clear()
    cli = load(case)
    selected = []
    for pattern, limit in case["select"]:
        several = []
        for salt[0] in SALTS:
            several.append(select(cli, pattern, limit))
        selected.append(dict(several[0], ordered=all(one == several[0] for one in several)))
    cli.inventory.subset(None)
    top = cli._get_group("all")
    result = {"list": cli.dump(cli.json_inventory(top)), "hosts": {}}
    for host in list(cli.inventory.hosts)[:case["host_limit"]]:
        result["hosts"][host] = cli.dump(cli._get_host_variables(cli.inventory.get_host(host)))
    options(case, show_vars=True, pattern="all", basedir=case.get("playbook_dir") or case["directory"])
    try:
        result["graph"] = cli.inventory_graph()
    except (AnsibleError, TypeError):
        result["graph"] = None  # it cannot show encrypted values, nor sort names of several types
    options(case, yaml=True)
    result["yaml"] = cli.dump(cli.yaml_inventory(top))
    result["warnings"] = [w for w in warnings if "parse" in w.lower()]
    result["sorted"] = not any("Could not sort" in w for w in warnings)
    result["select"] = selected
    return result


def main():
    cases = json.load(sys.stdin)
    answers = {}
    for case in cases:
        try:
            answers[case["name"]] = answer(case)
        except Exception as e:
            answers[case["name"]] = {"crash": "%s: %s" % (type(e).__name__, e), "warnings": list(warnings)}
    json.dump(answers, sys.stdout)


main()
