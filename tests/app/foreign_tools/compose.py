"""Refuses a compose file that Docker would refuse: its form, and names that nobody has."""

import re
import sys

import yaml
from compose_spec import PyOptions


def filled_in(text):
    """Docker fills in variables before it reads the form: here nobody has set one."""

    def value(variable):
        if variable["how"] == "-":
            return variable["word"]
        return "needed" if variable["how"] == "?" else ""

    return re.sub(r"\$\{\w+(?::(?P<how>[-+?])(?P<word>[^}]*))?\}", value, text)


def source(volume):
    return volume["source"] if isinstance(volume, dict) else volume.split(":")[0]


files = [yaml.safe_load(filled_in(open(name, encoding="utf-8").read())) for name in sys.argv[1:]]
for file in files:
    PyOptions().from_yaml(yaml.safe_dump(file)).validate()

main = files[0]
services = main["services"]
for name, service in services.items():
    needs = list(service.get("depends_on", []))
    volumes = [source(volume) for volume in service.get("volumes", [])]
    volumes = [volume for volume in volumes if not volume.startswith((".", "/"))]
    missing = [need for need in needs if need not in services]
    missing += [volume for volume in volumes if volume not in main["volumes"]]
    assert not missing, f"{name}: there is no {missing}"

for file in files[1:]:
    unknown = set(file["services"]) - set(services)
    assert not unknown, f"there is no {unknown} to add to"
