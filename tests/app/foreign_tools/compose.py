"""Refuses a compose file that Docker would refuse: its form, and names that nobody has."""

import sys

import yaml
from compose_spec import PyOptions

files = [yaml.safe_load(open(name, encoding="utf-8")) for name in sys.argv[1:]]
for file in files:
    PyOptions().from_yaml(yaml.safe_dump(file)).validate()

main = files[0]
services = main["services"]
for name, service in services.items():
    needs = list(service.get("depends_on", []))
    volumes = [volume.split(":")[0] for volume in service.get("volumes", [])]
    volumes = [volume for volume in volumes if not volume.startswith((".", "/"))]
    missing = [need for need in needs if need not in services]
    missing += [volume for volume in volumes if volume not in main["volumes"]]
    assert not missing, f"{name}: there is no {missing}"

for file in files[1:]:
    unknown = set(file["services"]) - set(services)
    assert not unknown, f"there is no {unknown} to add to"
