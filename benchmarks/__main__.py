"""python -m benchmarks [cost | wire | crowd | keeping | past | mail | roster | loop …]: measures, prints tables, ends by itself."""

import argparse
import importlib

from benchmarks import machine, results

KINDS = ("cost", "wire", "crowd", "keeping", "past", "mail", "roster", "disclosure", "loop")


def main() -> None:
    reader = argparse.ArgumentParser(prog="benchmarks/run", description=__doc__)
    reader.add_argument(
        "kinds", nargs="*", metavar="kind", help=f"{', '.join(KINDS)}; all by default"
    )
    reader.add_argument("--port", type=int, default=8400, help="the first of ten ports to use")
    reader.add_argument("--rounds", type=int, default=5, help="how often each thing is measured")
    reader.add_argument("--keep", action="store_true", help="write the tables into the README")
    given = reader.parse_args()
    for kind in given.kinds or KINDS:
        if kind not in KINDS:
            reader.error(f"{kind} is not one of {', '.join(KINDS)}")
        busy = machine.load()
        found = importlib.import_module(f"benchmarks.{kind}").run(given.port, given.rounds)
        about = f"{machine.describe()}; load before {busy:.1f}, after {machine.load():.1f}."
        text = f"\n{about}\n\n{found}\n"
        print(f"# {kind}\n{text}", flush=True)
        if given.keep:
            results.keep(kind, text)


if __name__ == "__main__":
    main()
