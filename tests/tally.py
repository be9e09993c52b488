"""`python3 tests/tally.py <kind> <report>`: how many tests passed and failed, by a test runner's own report.

Prints `<passed> <failed>`; fails when there is no report to be read, which the caller counts as a failure.
"""

import json
import re
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path


def junit(report: Path):
    root = ElementTree.parse(report).getroot()
    bad = int(root.get("failures", 0)) + int(root.get("errors", 0))
    return int(root.get("tests", 0)) - bad, bad


def cargo(report: Path):
    """The output of `cargo test`, where there is no nextest."""
    lines = re.findall(r"^test result: \S+ (\d+) passed; (\d+) failed", report.read_text(errors="replace"), re.M)
    if not lines:
        raise ValueError("no test result in it")
    return sum(int(passed) for passed, _ in lines), sum(int(failed) for _, failed in lines)


def vitest(report: Path):
    found = json.loads(report.read_text())
    passed, failed = found["numPassedTests"], found["numFailedTests"]
    # A file that does not even load has no tests, but is a failure all the same.
    return passed, max(failed, 0 if found["success"] else 1)


def playwright(report: Path):
    found = json.loads(report.read_text())
    stats = found["stats"]
    # A journey that passes only the second time has failed.
    failed = stats["unexpected"] + stats["flaky"]
    return stats["expected"], max(failed, 1 if found.get("errors") else 0)


def unittest(report: Path):
    text = report.read_text(errors="replace")
    ran = int(re.findall(r"^Ran (\d+) tests?", text, re.M)[-1])
    bad = sum(int(number) for number in re.findall(r"(?:failures|errors)=(\d+)", text))
    return ran - bad, bad


if __name__ == "__main__":
    kinds = {"junit": junit, "cargo": cargo, "vitest": vitest, "playwright": playwright, "unittest": unittest}
    passed, failed = kinds[sys.argv[1]](Path(sys.argv[2]))
    print(passed, failed)
