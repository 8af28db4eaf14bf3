"""`python -m infra.package`, which is `make package`."""

import argparse

from functions.version import VERSION
from infra.package.build import build
from infra.package.target import ARCHITECTURES, target


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m infra.package", description=__doc__)
    parser.add_argument(
        "--architecture",
        choices=sorted(ARCHITECTURES),
        help="of the functions' processor; without it, that of this machine",
    )
    made = build(target(parser.parse_args().architecture))
    for archive in (made.code, *made.layers.values()):
        print(f"{archive.path.name:16} {archive.bytes / 1e6:5.1f} MB  sha256 {archive.sha256}")
    for file in (made.template, made.sbom):
        print(f"{file.name:16} {file.stat().st_size / 1e6:5.1f} MB")
    print(
        f"Préau {VERSION}, in {made.template.parent}, for Lambda's {made.target.runtime} on {made.target.architecture}:"
    )
    print("compiled by the Python that packages, so another runtime needs `make package` under that Python")


if __name__ == "__main__":
    main()
