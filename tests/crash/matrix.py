#!/usr/bin/python3 -B
"""The crash matrix: the real program trades through a real adapter with a venue in a process of its own, and at the
Nth sync, write, change of names, send or receive of its life it is killed, or the system fails it; or, in rows that
begin with "start", at that of the start behind a life that was killed. Behind each such end it is started again, and
what it promises must hold (checks.py).

    matrix.py BUILD [--broker binance|alpaca] [--row CLASS:DEED]... [--points N] [--seed S] [--jobs J] [--images N]
              [--point CLASS:N:DEED]... [--no-rows] [--tries T] [--start-within SECONDS] [--keep DIR]

BUILD holds omnitrade, and what the target crash_tools makes. Of each row --points are drawn by --seed; without it all
are taken; with --point only those that are named (what a run on a busy machine did not meet). Prints a table: points found in a life of nobody's fault (the fewest of several), points tested (the fault
fired in each), broken promises. --images opens at least so many images of a power loss, made of the trace of a life and
of the starts behind it, and the journal of that life cut and flipped at each place of its end. Ends with 1 if any
promise was broken, or a point that was drawn could not be met.
"""

import argparse
import concurrent.futures
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

from checks import inspect
from life import Life
from remains import images_and_cuts
from parties import CLASSES, Venue

ROWS = ("sync:kill", "sync:killafter", "write:kill", "write:tear", "name:kill", "name:killafter", "send:kill",
        "send:tear", "send:killafter", "recv:killafter", "sync:eio", "write:eio", "write:short", "write:full",
        "write:shortfull", "name:eio", "sync:delay=400", "sync:delay=2600", "start:sync:killafter", "start:write:tear",
        "start:name:killafter", "start:send:killafter", "start:sync:eio", "start:write:shortfull")
START = "start:"  # the fault comes in the start behind a life that was killed
FEW, MANY = 2, 6  # lives in which points are counted: where all are taken, each must be met
TRIES = 24  # lives differ a little: a point near the end may not come in one; on a busy machine it comes in none


class Matrix:
    def __init__(self, options):
        self.tools = options.build.resolve()
        self.broker = options.broker
        self.keep = options.keep
        self.tries = options.tries
        self.most_seconds = options.start_within
        self.middle = ""  # plan of a life that is killed on the way, for what happens in the start behind it
        self.slowest = 0.0

    def live(self, plan):
        """The life with that plan, whether its fault fired, and its broken promises."""
        folder = Path(tempfile.mkdtemp(prefix="omnitrade-crash."))
        venue = Venue(self.tools, self.broker)
        try:
            life = Life(self.tools, folder, venue, self.middle if plan.startswith(START) else plan)
            if plan.startswith(START):
                life.start_again(plan.removeprefix(START))
            fired = life.report.fired or plan in ("", START)
            faults, seconds = inspect(life, self.most_seconds) if fired else ([], None)
            self.slowest = max(self.slowest, seconds or 0.0)
            if faults and self.keep:
                shutil.copytree(folder, self.keep / f"{self.broker}-{plan.replace(':', '-') or 'none'}",
                                dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.socket"))
            return life, fired, faults
        finally:
            venue.close()
            shutil.rmtree(folder)

    def meet(self, plan):
        """Broken promises of the point; None: it did not come."""
        for _ in range(self.tries):
            _, fired, faults = self.live(plan)
            if fired:
                return faults
        return None


def points(row, counts, options):
    found = counts[row.rsplit(":", 1)[0]]
    numbers = list(range(1, found + 1))
    if options.points and options.points < found:
        numbers = sorted(random.Random(f"{options.seed} {row}").sample(numbers, options.points))
    return numbers


def told(line):
    print(line, flush=True)


def options_of():
    parser = argparse.ArgumentParser(description="the crash matrix")
    parser.add_argument("build", type=Path)
    parser.add_argument("--broker", choices=("binance", "alpaca"), default="binance")
    parser.add_argument("--row", action="append", choices=ROWS)
    parser.add_argument("--point", action="append", default=[])
    parser.add_argument("--no-rows", action="store_true")
    parser.add_argument("--points", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--images", type=int, default=0)
    parser.add_argument("--tries", type=int, default=TRIES, help="lives in which a point may come")
    parser.add_argument("--start-within", type=float, default=5.0)
    parser.add_argument("--keep", type=Path, help="profiles of lives that broke a promise")
    return parser.parse_args()


def run_row(matrix, pool, row, counts, options):
    """How many promises were broken, and how many points could not be met."""
    kind, deed = row.rsplit(":", 1)
    plans = [f"{kind}:{number}:{deed}" for number in points(row, counts, options)]
    return run_plans(matrix, pool, row, counts[kind], plans)


def run_plans(matrix, pool, row, found, plans):
    results = list(pool.map(matrix.meet, plans))
    tested = sum(result is not None for result in results)
    faults = [(plan, fault) for plan, result in zip(plans, results) for fault in result or []]
    told(f"{row:<22} points found {found:>5}, drawn {len(plans):>5}, tested {tested:>5}, "
         f"broken promises {len(faults):>3}")
    for plan, result in zip(plans, results):
        if result is None:
            told(f"    {plan}: not met")
    for plan, fault in faults:
        told(f"    {plan}: {fault}")
    return len(faults), len(plans) - tested


def count_points(matrix, pool, rows, number):
    """Of each class, the fewest of so many lives, and of as many starts behind a killed one; and how many promises they
    broke."""
    counts, broken = {}, 0
    for start in ("", START) if any(row.startswith(START) for row in rows) else ("",):
        lives = list(pool.map(matrix.live, [start] * number))
        for life, _, faults in lives:
            faults += life.not_lived() if not start else []
            broken += len(faults)
            for fault in faults:
                told(f"    no fault {start}: {fault}")
        counts.update({start + kind: min(life.report.counts[kind] for life, _, _ in lives) for kind in CLASSES})
        # Not at its end: what a killed session was about is more than what one has that was waiting.
        matrix.middle = f"write:{counts['write'] * 2 // 3}:kill"
    return counts, broken


def main():
    options = options_of()
    matrix = Matrix(options)
    began = time.monotonic()
    missed = 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        rows = () if options.no_rows or options.point else options.row or ROWS
        counts, broken = count_points(matrix, pool, [*rows, *options.point],
                                      FEW if options.points or options.point else MANY)
        told(f"{options.broker}: a life has " + ", ".join(f"{counts[kind]} {kind}" for kind in counts))
        if options.point:
            faults, gone = run_plans(matrix, pool, "named", len(options.point), options.point)
            broken, missed = broken + faults, missed + gone
        for row in rows:
            faults, gone = run_row(matrix, pool, row, counts, options)
            broken, missed = broken + faults, missed + gone
    if options.images:
        broken += images_and_cuts(matrix, options, told)
    told(f"{options.broker}: {broken} broken promises, {missed} points not met, slowest start {matrix.slowest:.2f} s, "
         f"in {time.monotonic() - began:.0f} s")
    return 1 if broken or missed else 0


if __name__ == "__main__":
    sys.exit(main())
