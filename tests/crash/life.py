# One life of the crash matrix: an entry that fills in parts and its bracket, a target that fills in part, an exit that
# cancels what is left and closes, a second entry, whose stop is moved, the kill switch. It goes on as far as the program
# does.

import json
import time
from decimal import Decimal

from parties import Program, Report, command

BAR = 0.5  # seconds
STRATEGY = "breakout:interval=500ms,entry=1,exit=1,atr=1,stop=2,target=3"

# A price for which all see a trade of a size that counts, and then a book that an entry takes several levels of.
AT = "depth 60000; move {0}; depth 25; move {0}"

# What happens at the venue, words of the line that the program then prints, and how long that is waited for. No words:
# so much time passes.
SCRIPT = (
    (AT.format(0), None, BAR),
    (AT.format(2), ['"fill"', '"buy"'], 3),  # the close is above the bar before: an entry, larger than a level
    (None, ['"role":"target"'], 1),
    # Its legs are to grow with it, and Binance makes no order larger: another one comes for what they leave.
    (None, ['"replace_asked"', '"bracket"'], 1),
    (None, ['"replace_rejected"'], 1),
    (None, ['"role":"stop"', '"origin":"risk"'], 1),
    (None, None, 0.2),
    ("move 2; reach buy 14 10", ['"fill"', '"sell"'], 1),  # its target, in part: the rest gets a stop of its size
    (None, None, 0.2),
    (AT.format(1), ['"role":"exit"'], 3),  # below the bar before, above the stop
    (None, ['"fill"', '"sell"'], 1),
    (AT.format(1), None, BAR),
    (AT.format(1), None, BAR),
    (AT.format(3), ['"fill"', '"buy"'], 3),
    (None, ['"role":"target"'], 1),
    (None, None, 0.2),
)

# Alpaca keeps the shares for the stop of the entry: it stands for all of it from the beginning, and no target rests
# there that could fill in part.
NOT_THERE = {"alpaca": ["move 2; reach buy 14 10", '"replace_asked"', '"replace_rejected"', '"origin":"risk"']}


STANDS = ("accepted", "replace_rejected")  # the last that was heard of an order that works


def _is_there(broker, deed, words):
    return not any(deed == one or one in (words or ()) for one in NOT_THERE.get(broker, ()))


class Life:
    def __init__(self, tools, folder, venue, plan="", trace=None):
        self.tools, self.venue, self.plan, self.trace = tools, venue, plan, trace
        self.profile = folder / "profile"
        self.latched_at = None  # ns since 1970: `omnitrade kill` has said that it is done
        self.told_between = []
        self.missed = []  # steps that nothing came of
        self.program = Program(tools, self.profile, venue, ["--strategy", STRATEGY, "--approve", "all"],
                               self._shim(plan, trace))
        self._play()
        self.code = self.program.end()
        self.report = Report(self.profile.with_name("report"))

    def _shim(self, plan, trace=None):
        report = self.profile.with_name("report")
        report.unlink(missing_ok=True)
        shim = {"OMNI_FAULT_FOLDER": str(self.profile), "OMNI_FAULT_PLAN": plan, "OMNI_FAULT_REPORT": str(report)}
        return {**shim, "OMNI_FAULT_TRACE": str(trace)} if trace else shim

    def start_again(self, plan):
        """A start behind it, which meets a fault of its own while it recovers and compares. Its report is the life's
        from now on."""
        program = Program(self.tools, self.profile, self.venue, ["--approve", "manual"], self._shim(plan))
        if program.hears(['"mode_changed"', '"manual"'], 30):
            program.hears(["no such line"], 1)
        self.code = program.end()
        self.told_between = program.told()
        self.plan, self.report = plan, Report(self.profile.with_name("report"))

    def _play(self):
        """A step that nothing comes of is left behind."""
        program, venue = self.program, self.venue
        if not program.hears(['"mode_changed"', '"manual"'], 30):
            return
        at = len(program.lines)
        for deed, words, seconds in SCRIPT:
            if not program.is_alive():
                return
            if not deed and not _is_there(venue.broker, deed, words):
                continue
            for one in deed.split("; ") if deed else ():
                venue.ask(one)
            heard = program.hears(words or ["no such line"], seconds, at)
            if words and not heard and _is_there(venue.broker, deed, words):
                self.missed.append(f"{deed or 'the step before'}: {' '.join(words)}")
            at = heard or at
        if not self._move_stop():
            self.missed.append("moving a stop: it was not asked for, or none came where it was wanted")
        text = self._shell("kill", "--level", "flatten", "--reason", "the crash matrix asks for it")
        self.latched_at = time.time_ns() if text else None
        program.hears(['"fill"', '"sell"'], 1, at)
        if not self.plan and self.latched_at:
            # What was an entry before: none may come of it now (S2).
            for one in AT.format(5).split("; "):
                venue.ask(one)
            program.hears(["no such line"], 2 * BAR, at)

    def _shell(self, *words):
        """What a command of the program says; empty: it did not end with 0. The trace knows from then on what was
        promised."""
        code, text = command(self.tools, self.profile, *words, "--profile", str(self.profile), seconds=8)
        if code == 0 and self.trace:
            with open(self.trace, "ab", buffering=0) as trace:
                trace.write(f"command {len(text.encode())}\n{text}".encode())
        return text if code == 0 else ""

    def _move_stop(self):
        """The stop of the second entry is wanted a step nearer to the market. No venue moves one (decision 32): it is
        cancelled, at Binance with the target that it is paired with, and comes again under another number."""
        stops = [json.loads(line) for _, line in self.program.lines if '"role":"stop"' in line]
        places = sorted({Decimal(one["stop"]) for one in stops})
        if len(places) != 2 or not self.program.is_alive():
            return False
        ends = {}
        for _, line in self.program.lines:
            if line.startswith('{"kind":"order_event"'):
                event = json.loads(line)
                ends[event["order"]] = event["event"]
        standing = [one for one in stops if Decimal(one["stop"]) == places[1] and ends.get(one["order"]) in STANDS]
        if not standing:
            return False
        first = standing[0]
        wanted = places[1] + (places[1] - places[0])
        at = len(self.program.lines)
        if not self._shell("move-stop", str(first["order"]), str(wanted), "--reason", "the crash matrix asks for it"):
            return False
        number = f'"order":{first["order"]},'
        asked = self.program.hears(['"replace_asked"', number], 2, at)
        gone = asked and self.program.hears(['"cancelled"', number], 3, asked)
        come = gone and self.program.hears(['"kind":"order"', '"role":"stop"', f'"stop":"{wanted}"'], 3, at)
        if not come:
            return False
        again = json.loads(self.program.lines[come - 1][1])["order"]
        return again != first["order"] and bool(self.program.hears(['"accepted"', f'"order":{again},'], 2, come))

    def not_lived(self):
        """Of a life without a fault: what of it did not come. A matrix of lives that do nothing would prove nothing."""
        missed = [f"the life was not lived: nothing came of {what}" for what in self.missed]
        if not self.latched_at:
            missed.append("the life was not lived: the kill switch was not acknowledged")
        return missed
