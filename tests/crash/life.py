# One life of the crash matrix: an entry that fills in parts and its bracket, a target that fills in part, an exit that
# cancels what is left and closes, a second entry, the kill switch. It goes on as far as the program does.

import time

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

# Alpaca keeps the shares for the stop of the entry: no target rests there that could fill in part.
NOT_THERE = {("alpaca", "move 2; reach buy 14 10")}


class Life:
    def __init__(self, tools, folder, venue, plan="", trace=None):
        self.tools, self.venue, self.plan = tools, venue, plan
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
            for one in deed.split("; ") if deed else ():
                venue.ask(one)
            heard = program.hears(words or ["no such line"], seconds, at)
            if words and not heard and (self.venue.broker, deed) not in NOT_THERE:
                self.missed.append(f"{deed or 'the step before'}: {' '.join(words)}")
            at = heard or at
        code, _ = command(self.tools, self.profile, "kill", "--profile", str(self.profile), "--level", "flatten",
                          "--reason", "the crash matrix asks for it", seconds=8)
        self.latched_at = time.time_ns() if code == 0 else None
        program.hears(['"fill"', '"sell"'], 1, at)
        if not self.plan and self.latched_at:
            # What was an entry before: none may come of it now (S2).
            for one in AT.format(5).split("; "):
                venue.ask(one)
            program.hears(["no such line"], 2 * BAR, at)

    def not_lived(self):
        """Of a life without a fault: what of it did not come. A matrix of lives that do nothing would prove nothing."""
        missed = [f"the life was not lived: nothing came of {what}" for what in self.missed]
        if not self.latched_at:
            missed.append("the life was not lived: the kill switch was not acknowledged")
        return missed
