"""The program for minutes or days: a real session against a venue over sockets, one random fault a minute, everything
looked at in between.

    soak.py PROGRAM FOLDER [--minutes M] [--seed S] [--report FILE] [--only FAULT]… [--minute SECONDS]

FOLDER holds `load_venue`; --minute makes minutes shorter, for a short form of it. Prints a line a step and leaves a
report in Markdown. Exit 1: something was broken; the report says what. Each fault is drawn by the seed; one that this
machine cannot make is left out, loudly.
"""

import argparse
import random
import sys
import time

from soak_faults import FAULTS, Missing
from soak_report import Report
from soak_session import SoakSession

FAULT_AT, WHOLE_BY = 1 / 6, 2 / 3  # Of a minute: when the fault comes, and by when all is whole again behind its end.


class Soak:
    def __init__(self, options):
        self.options = options
        self.random = random.Random(options.seed)
        self.session = SoakSession(options.program, options.folder, self.left_out)
        self.report = Report(options, self.session)
        self.bag = []

    def left_out(self, what, why):
        print(f"  LEFT OUT: {what}: {why}", flush=True)

    def draw(self):
        """Each fault once in random order before any comes again, so that a short soak meets many."""
        if not self.bag:
            self.bag = [fault for fault in FAULTS if not self.options.only or fault.name in self.options.only]
            self.random.shuffle(self.bag)
        return self.bag.pop()

    def minute(self, number, end):
        fault = self.draw()
        began = time.monotonic()
        self.sleep_until(began + FAULT_AT * self.options.minute)
        line = {"minute": number, "fault": fault.name, "at": self.report.clock(), "fired": 0, "whole": None, "note": ""}
        print(f"minute {number}: {fault.name}", flush=True)
        try:
            with fault(self.session, self.random) as running:
                running.fire()
                broke = time.monotonic()
                self.sleep_until(broke + running.seconds)
                running.heal()
                line["fired"] = running.fired()
                line["whole"] = self.session.whole_within(began + WHOLE_BY * self.options.minute + running.seconds, broke)
                line["fired"] = max(line["fired"], running.fired())
        except Missing as why:
            line["note"] = f"left out: {why}"
            self.left_out(fault.name, why)
        if not line["note"]:
            self.judge(line)
        self.report.faults.append(line)
        self.sleep_until(min(began + self.options.minute, end))
        self.quiet_check(number)

    def judge(self, line):
        whole = line["whole"]
        if line["fired"] == 0:
            line["note"] = "did not fire"
        if whole is None:
            self.report.broken(f"minute {line['minute']}: not whole again after {line['fault']}: "
                               f"{self.session.why_not_whole()}; last done as a person: "
                               f"{(self.session.person or ['nothing'])[-1]}")
        print(f"  fired {line['fired']} times, whole again "
              f"{'never' if whole is None else f'after {whole:.1f} s'} {line['note']}", flush=True)

    def judge_kinds(self):
        """A kind of fault that never fired has proven nothing."""
        for kind in sorted({line["fault"] for line in self.report.faults}):
            lines = [line for line in self.report.faults if line["fault"] == kind]
            if all(line["fired"] == 0 and not line["note"].startswith("left out") for line in lines):
                self.report.broken(f"{kind}: drawn {len(lines)} times, and it never fired")

    def quiet_check(self, number):
        for fault in self.session.faults_at_rest():
            self.report.broken(f"minute {number}: {fault}")
        self.report.checks += 1

    def sleep_until(self, when):
        while time.monotonic() < when:
            time.sleep(min(1.0, max(0.0, when - time.monotonic())))
            died = self.session.watch()
            if died:
                self.report.broken(died)
                self.session.start()

    def run(self):
        end = time.monotonic() + self.options.minutes * 60
        number = 0
        self.session.start()
        while time.monotonic() + 2 * FAULT_AT * self.options.minute < end:
            number += 1
            self.minute(number, end)
        self.judge_kinds()
        for fault in self.session.end():
            self.report.broken(fault)
        self.report.write(self.options.report)
        return 1 if self.report.faults_found else 0


def read_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("folder")
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--minute", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--report", default="soak.md")
    parser.add_argument("--only", action="append", choices=sorted(fault.name for fault in FAULTS))
    return parser.parse_args()


def main():
    soak = Soak(read_options())
    try:
        return soak.run()
    finally:
        soak.session.drop()


if __name__ == "__main__":
    sys.exit(main())
