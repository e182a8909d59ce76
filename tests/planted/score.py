#!/usr/bin/env python3
"""Which planted faults the simulator finds, and which the tests.

    score.py FOLDER [--seeds N] [--steps M] [PATCH…]

FOLDER is a copy of the sources that may be changed; it is built there, in build/release, and with tests in build/tests.
Each patch is applied, the program built, the worlds run, the patch taken back. The first word of a patch is the promise
that it breaks. It is found when that promise is broken in more worlds than in the sound program. Where that word names a
test (`by_tests`), it is found when the test fails, which must pass without it. Ends with 1 when more than one is not
found by the worlds, or any by its test.
"""

import argparse
import collections
import json
import os
import pathlib
import subprocess
import sys


def build(folder):
    """False: it does not compile."""
    command = ["ninja", "-C", folder / "build/release", "omnitrade"]
    return subprocess.run(command, stdout=subprocess.DEVNULL).returncode == 0


def broken(folder, options):
    """How many worlds break each promise."""
    command = [folder / "build/release/omnitrade", "simulate", "--json", "--seeds", options.seeds, "--steps",
               options.steps]
    run = subprocess.run(list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    if run.returncode not in (0, 1):
        return collections.Counter({"the program died": 1})
    return collections.Counter(one["invariant"] for one in json.loads(run.stdout)["broken"])


def passes(folder, test):
    """None: it does not compile."""
    targets = [test, *(("omnitrade", "omnitrade-watchdog") if test.startswith("tst_cli") else ())]
    if subprocess.run(["ninja", "-C", folder / "build/tests", *targets], stdout=subprocess.DEVNULL).returncode != 0:
        return None
    run = subprocess.run([folder / "build/tests/tests" / test], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                         env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    return run.returncode == 0


def score_tests(folder, patches):
    """How many are not found."""
    missed = 0
    sound = {test: passes(folder, test) for test in sorted({promise_of(patch) for patch in patches})}
    for patch in patches:
        test = promise_of(patch)
        change = ["patch", "-d", folder, "-p1", "-s", "-i", patch.resolve()]
        subprocess.run(change, check=True)
        try:
            planted = passes(folder, test)
        finally:
            subprocess.run(change + ["-R"], check=True)
        is_found = sound[test] is True and planted is False
        missed += not is_found
        words = {None: "does not compile", True: "passes", False: "fails"}
        print(f"{'found ' if is_found else 'MISSED'} {patch.stem}: {test} {words[planted]}, and {words[sound[test]]} when"
              " sound", flush=True)
    return missed


def promise_of(patch):
    return patch.read_text().split(":", 1)[0]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--seeds", default="1000")
    parser.add_argument("--steps", default="1000")
    parser.add_argument("patches", nargs="*", type=pathlib.Path)
    options = parser.parse_args()
    patches = options.patches or sorted(pathlib.Path(__file__).parent.rglob("*.patch"))
    of_tests = [patch for patch in patches if promise_of(patch).startswith("tst_")]
    missed_by_tests = score_tests(options.folder, of_tests)
    print(f"{len(of_tests) - missed_by_tests} of {len(of_tests)} found by their tests", flush=True)
    patches = [patch for patch in patches if patch not in of_tests]
    if not patches:
        return 0 if missed_by_tests == 0 else 1
    if not build(options.folder):
        sys.exit("the sound program does not build")
    sound = broken(options.folder, options)
    print("sound:", dict(sound), flush=True)
    missed = []
    for patch in patches:
        promise = promise_of(patch)
        change = ["patch", "-d", options.folder, "-p1", "-s", "-i", patch.resolve()]
        subprocess.run(change, check=True)
        try:
            is_built = build(options.folder)
            found = broken(options.folder, options) if is_built else collections.Counter({"it does not build": 1})
        finally:
            subprocess.run(change + ["-R"], check=True)
        is_found = found[promise] > sound[promise]
        others = {name: count for name, count in found.items() if count > sound[name]}
        print(f"{'found ' if is_found else 'MISSED'} {patch.stem}: {promise} in {found[promise]} worlds,"
              f" {sound[promise]} when sound; more than when sound: {others}", flush=True)
        if not is_found:
            missed.append(patch.stem)
    print(f"{len(patches) - len(missed)} of {len(patches)} found", flush=True)
    return 0 if len(missed) <= 1 and missed_by_tests == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
