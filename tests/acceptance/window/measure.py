"""Measures the window: the real program on a virtual screen, nobody's eyes on it.

    measure.py PROGRAM [--minutes N] [--first] [PART…]      parts: start, newcomer, demo, load, idle, freeze,
    clicks; all unless named

Prints a table of what is wanted and what was found, with the load of the machine. Times come from the program's own log
(docs/operations.md), from /proc and from the screen itself; a witness, which sleeps and looks at the clock as the window
does, tells how often the machine itself stood still meanwhile. --first gives the program and the witness the
processors before all others (needs the right to), for machines that are busy with something else.

Exit 1: something that must never happen did, or a part could not be measured. A time that was missed is told, not failed:
it may be the machine's. Exit 5: the machine lacks what it takes.
"""

import argparse
import ctypes
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

from newcomer import first_trade
from paper_exchange import LOADED, PaperExchange, write_recording
from scripted_person import fresh_profile, lines_of, status
from terminal_person import Missing, Person, Screen, missing_tools, wait_for

PARTS = ("start", "newcomer", "demo", "load", "idle", "freeze", "clicks")
START = re.compile(r"window: shown after ([\d.]+) ms, prices after ([\d.]+) ms")
RUN = re.compile(r"window: (\d+) frames p50 ([\d.]+|-).*? p99 ([\d.]+|-).*? worst ([\d.]+|-).*?; tick to screen "
                 r"p50 ([\d.]+|-).*? p95 ([\d.]+|-).*? worst ([\d.]+|-).*?; stood still over 200 ms (\d+) times, "
                 r"longest ([\d.]+|-).*?; caught up in ([\d.]+|-)")
STALL = re.compile(r"the window stood still for (\d+) ms")
TICK = os.sysconf("SC_CLK_TCK")

rows = []
broken = []


def load():
    return f"{os.getloadavg()[0]:.1f}"


def tell(what, wanted, found, holds):
    """A row of the table. `holds`: None where nothing is wanted."""
    mark = "" if holds is None else "ok" if holds else "MISSED"
    rows.append((what, wanted, found, load(), mark))
    print(f"  {what}: {found} {mark}", flush=True)


def must(holds, what):
    if not holds:
        broken.append(what)
        print(f"  BROKEN: {what}", flush=True)


def median(values):
    return sorted(values)[len(values) // 2]


class Witness:
    """What the machine does to somebody who only wants to wake every 25 ms."""

    def __init__(self):
        self.gaps = []
        self.is_over = False
        self.thread = threading.Thread(target=self._watch)

    def _watch(self):
        last = time.monotonic()
        while not self.is_over:
            time.sleep(0.025)
            now = time.monotonic()
            self.gaps.append((now - last - 0.025) * 1000)
            last = now

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.is_over = True
        self.thread.join()

    def stalls(self):
        return sum(gap > 200 for gap in self.gaps)

    def __str__(self):
        return f"{self.stalls()}, longest {max(self.gaps, default=0):.0f} ms"


class Glass:
    """Looks at the virtual screen from outside."""

    def __init__(self):
        self.x = ctypes.CDLL("libX11.so.6")
        self.x.XOpenDisplay.restype = ctypes.c_void_p
        self.x.XDefaultRootWindow.restype = ctypes.c_ulong
        self.x.XGetImage.restype = ctypes.c_void_p
        self.x.XGetPixel.restype = ctypes.c_ulong
        self.display = ctypes.c_void_p(self.x.XOpenDisplay(None))
        self.root = ctypes.c_ulong(self.x.XDefaultRootWindow(self.display))

    def pixel(self, left, top):
        image = ctypes.c_void_p(self.x.XGetImage(self.display, self.root, left, top, 1, 1, ctypes.c_ulong(~0), 2))
        colour = self.x.XGetPixel(image, 0, 0)
        self.x.XFree(image)
        return colour

    def is_lit(self):
        """Anything but the bare root, at five places in the middle."""
        return any(self.pixel(500 + 100 * i, 380) != 0 for i in range(5))


class Run:
    """One run of the program without an accessibility bus, which would be measured with it."""

    def __init__(self, program, *arguments, prepare=None):
        """`prepare` is given the profile and returns more variables for the program."""
        self.program, self.profile = program, fresh_profile()
        environment = {key: value for key, value in os.environ.items()
                       if key not in ("QT_LINUX_ACCESSIBILITY_ALWAYS_ON", "DBUS_SESSION_BUS_ADDRESS")}
        if prepare:
            environment |= prepare(self.profile)
        self.begun = time.monotonic()
        self.process = subprocess.Popen([program, "--profile", self.profile, *arguments], env=environment,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def log(self):
        path = os.path.join(self.profile, "logs", "omnitrade.log")
        if not os.path.exists(path):
            return ""
        with open(path, encoding="utf-8", errors="replace") as text:
            return text.read()

    def wait(self, pattern, seconds, step=0.005):
        return wait_for(lambda: pattern.search(self.log()), seconds, step, text=f"the line {pattern.pattern}")

    def processor(self):
        """Seconds of all threads so far."""
        with open(f"/proc/{self.process.pid}/stat", encoding="ascii", errors="replace") as text:
            fields = text.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def of_window_thread(self):
        with open(f"/proc/{self.process.pid}/task/{self.process.pid}/schedstat", encoding="ascii") as text:
            return int(text.read().split()[0]) / 1e9

    def resident(self):
        """MiB now, and at most."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii", errors="replace") as text:
            kib = dict(re.findall(r"(VmRSS|VmHWM):\s+(\d+)", text.read()))
        return int(kib["VmRSS"]) / 1024, int(kib["VmHWM"]) / 1024

    def share(self, seconds):
        """Per cent of a core over so long, of all threads and of the window's."""
        before, ours, begun = self.processor(), self.of_window_thread(), time.monotonic()
        time.sleep(seconds)
        span = time.monotonic() - begun
        return (self.processor() - before) / span * 100, (self.of_window_thread() - ours) / span * 100

    def approve_one(self):
        """From a shell; the number of the proposal, or None."""
        for offer in status(self.program, self.profile).get("proposals", []):
            done = subprocess.run([self.program, "approve", str(offer["id"]), "--profile", self.profile],
                                  capture_output=True, text=True, check=False)
            if done.returncode == 0:
                return offer["id"]
        return None

    def windows(self):
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)],
                               capture_output=True, text=True, check=False)
        return found.stdout.split()

    def replays(self):
        done = subprocess.run([self.program, "replay", self.profile], capture_output=True, text=True, check=False)
        return done.returncode == 0

    def end(self):
        """In order; what the window said of itself at its end."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        must(self.process.returncode in (0, 130), f"the program ended with {self.process.returncode}")
        return RUN.search(self.log())

    def drop(self):
        shutil.rmtree(self.profile, ignore_errors=True)


def measure_start(program, _):
    shown, prices, lit, answered = [], [], [], []
    for turn in range(8):
        glass = Glass()
        wait_for(lambda: not glass.is_lit(), 5, text="an empty screen")
        run = Run(program, "--demo")
        wait_for(glass.is_lit, 20, 0.002, text="the window on the screen")
        seen = (time.monotonic() - run.begun) * 1000
        said = run.wait(START, 20)
        after = (time.monotonic() - run.begun) * 1000
        # The palette opens: somebody is at home. The starts of the tools are in it.
        before = run.windows()
        subprocess.run(["xdotool", "windowfocus", before[-1], "key", "ctrl+k"], check=True)
        wait_for(lambda: len(run.windows()) > len(before), 5, 0.002, text="the palette")
        answer = (time.monotonic() - run.begun) * 1000
        run.end()
        run.drop()
        if turn == 0:
            continue  # the machine has read the program's files now
        shown.append(float(said[1]))
        prices.append(max(float(said[2]), 0))
        lit.append(seen)
        answered.append(answer)
        print(f"  shown {shown[-1]:.0f} ms (on the screen {seen:.0f}), prices {prices[-1]:.0f} ms (in the log "
              f"{after:.0f}), a key answered {answer:.0f} ms", flush=True)
    several = f"median of {len(shown)}"
    tell("window shown, from exec", "<= 1000 ms", f"{median(shown):.0f} ms, worst {max(shown):.0f} ({several})",
         median(shown) <= 1000)
    tell("  the same, seen from outside", "<= 1000 ms", f"{median(lit):.0f} ms, worst {max(lit):.0f}",
         median(lit) <= 1000)
    tell("first prices on the screen", "<= 2000 ms", f"{median(prices):.0f} ms, worst {max(prices):.0f}",
         median(prices) <= 2000)
    tell("a key is answered, from outside", "<= 2000 ms", f"{median(answered):.0f} ms, worst {max(answered):.0f}",
         median(answered) <= 2000)


def measure_newcomer(program, _):
    prices, proposal, done, cards = first_trade(program)
    tell("a newcomer's first approved trade, from exec", "<= 180 s",
         f"{done:.0f} s (market after {prices:.0f}, with {cards} cards read; reviewed from {proposal:.0f})", done <= 180)


def measure_demo(program, options):
    run = Run(program, "--demo")
    run.wait(START, 20)
    end = time.monotonic() + options.minutes * 60
    approved = 0
    shares = []
    with Witness() as witness:
        time.sleep(min(10, options.minutes * 10))
        while time.monotonic() < end:
            if approved < 3 and run.approve_one() is not None:
                approved += 1
            span = min(60, end - time.monotonic())
            if span < 1:
                break
            shares.append(run.share(span))
    now, most = run.resident()
    said = run.end()
    stalls = [int(ms) for ms in STALL.findall(run.log())]
    if said is None:
        raise AssertionError("the program did not say how it ran")
    minutes = f"{options.minutes:g} min of DEMO, {approved} approved"
    tell("GUI thread a frame, p50 / p99", "<= 6 / 12 ms", f"{said[2]} / {said[3]} ms ({said[1]} frames, {minutes})",
         float(said[2]) <= 6 and float(said[3]) <= 12)
    tell("tick to screen, p95", "<= 50 ms", f"{said[6]} ms (p50 {said[5]}, worst {said[7]})", float(said[6]) <= 50)
    tell("stalls over 200 ms", "0", f"{said[8]}, longest {said[9]} ms; the machine itself {witness}",
         int(said[8]) == 0 or int(said[8]) <= witness.stalls())
    if stalls:
        print(f"  over 100 ms: {stalls}", flush=True)
    cpu = median([all_of for all_of, _ in shares])
    gui = median([ours for _, ours in shares])
    tell("CPU in DEMO", "<= 15 % of a core", f"{cpu:.1f} % (window's thread {gui:.1f} %; median of {len(shares)} "
         "spans of a minute)", cpu <= 15)
    tell("memory in DEMO", "<= 200 MiB", f"{now:.0f} MiB, at most {most:.0f}", most <= 200)
    must(run.replays(), "the record of the DEMO is not decided again alike")
    run.drop()


def measure_load(program, options):
    """Ten thousand trades a second and as many changes of the best prices through a real socket, while the workspaces
    go round and proposals come and go."""
    folder = tempfile.mkdtemp(prefix="omni-load-")
    recording = os.path.join(folder, "trades.csv")
    seconds = int(options.minutes * 60)
    write_recording(recording, seconds + 40)
    exchange = PaperExchange(program, recording)
    run = None
    try:
        run = Run(program, "--broker", f"binance:{LOADED}", prepare=exchange.tell)
        run.wait(START, 30)
        wait_for(lambda: status(program, run.profile).get("events", 0) > 10000, 30, 0.2, text="the market")
        time.sleep(5)  # nobody is quicker; panes of the other workspaces are made meanwhile
        shares, turn = [], 0
        window = run.windows()[-1]
        with Witness() as witness:
            first, begun = status(program, run.profile)["events"], time.monotonic()
            while time.monotonic() < begun + seconds:
                turn += 1
                subprocess.run(["xdotool", "windowfocus", window, "key", f"ctrl+{1 + turn % 4}"], check=True)
                shares.append(run.share(5))
            events = (status(program, run.profile)["events"] - first) / (time.monotonic() - begun)
        now, most = run.resident()
        said = run.end()
        if said is None:
            raise AssertionError("the program did not say how it ran")
        minutes = f"{options.minutes:g} min, {turn} changes of workspace"
        tell("messages through sockets into the desk", ">= 20000 /s", f"{events:.0f} /s", events >= 20000)
        tell("  GUI thread a frame, p50 / p99", "<= 6 / 12 ms", f"{said[2]} / {said[3]} ms ({said[1]} frames, {minutes})",
             float(said[2]) <= 6 and float(said[3]) <= 12)
        tell("  tick to screen, p95", "<= 50 ms", f"{said[6]} ms (p50 {said[5]}, worst {said[7]})",
             float(said[6]) <= 50)
        tell("  stalls over 200 ms", "0", f"{said[8]}, longest {said[9]} ms; the machine itself {witness}",
             int(said[8]) == 0 or int(said[8]) <= witness.stalls())
        for line in run.log().splitlines():
            if STALL.search(line):
                print(f"  {line}", flush=True)
        cpu, gui = (median([share[i] for share in shares]) for i in (0, 1))
        tell("  CPU, memory", "", f"{cpu:.0f} % of a core (window's thread {gui:.0f} %), {now:.0f} MiB, at most "
             f"{most:.0f}", None)
        must(run.replays(), "the record under load is not decided again alike")
    finally:
        exchange.end()
        if run:
            run.drop()
        shutil.rmtree(folder, ignore_errors=True)


def measure_idle(program, options):
    run = Run(program)
    time.sleep(5)
    cpu, _ = run.share(60 if options.minutes >= 1 else options.minutes * 60)
    now, most = run.resident()
    run.end()
    run.drop()
    tell("CPU without a session", "<= 3 % of a core", f"{cpu:.2f} %", cpu <= 3)
    tell("memory without a session", "<= 200 MiB", f"{now:.0f} MiB, at most {most:.0f}", most <= 200)


class Freeze:
    """Stops one thread of another process, as a debugger does; the others go on."""

    SEIZE, INTERRUPT, DETACH, WALL = 0x4206, 0x4207, 17, 0x40000000

    def __init__(self, thread):
        self.thread = thread
        self.libc = ctypes.CDLL(None, use_errno=True)
        self.libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
        self.libc.ptrace.restype = ctypes.c_long
        self._ask(self.SEIZE)
        self._ask(self.INTERRUPT)
        os.waitpid(thread, self.WALL)

    def _ask(self, what):
        if self.libc.ptrace(what, self.thread, None, None) != 0:
            raise AssertionError(f"the thread cannot be stopped: {os.strerror(ctypes.get_errno())}")

    def end(self):
        self._ask(self.DETACH)


def measure_freeze(program, options):
    run = Run(program, "--demo")
    run.wait(START, 20)
    offers = wait_for(lambda: status(program, run.profile).get("proposals"), 150, 0.5, text="a proposal")
    before = status(program, run.profile)
    seconds = 30 if options.minutes >= 1 else 5
    frozen = Freeze(run.process.pid)
    approved = None
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        approved = approved or run.approve_one()
        time.sleep(0.5)
    during = status(program, run.profile)
    frozen.end()
    time.sleep(3)
    orders = [line for line in lines_of(program, run.profile, "order") if line.get("role", "entry") == "entry"]
    said = run.end()
    grew = during["events"] - before["events"]
    must(grew > 0, "the engine stood still with the window")
    must(len(orders) == (1 if approved else 0), f"{len(orders)} entries of one approval while the window was frozen")
    must(run.replays(), "the record of the frozen window is not decided again alike")
    tell(f"window frozen for {seconds} s: the desk", "goes on, one order",
         f"{grew} events, {len(orders)} entry of {'one approval' if approved else 'no approval'} "
         f"({len(offers)} waited)", grew > 0)
    tell("  until it shows all again", "<= 1000 ms", f"{said[10]} ms", said[10] != "-" and float(said[10]) <= 1000)
    run.drop()


def measure_clicks(program, _):
    profile = fresh_profile()
    person = Person(program, profile, "--demo")
    try:
        for _ in range(5):
            person.click(person.wait(150, text="a proposal", name="Review and approve…"))
            approve = person.wait(10, text="the review", contains="send demo order", role="push button")
            time.sleep(2.3)  # the review must have been open for two seconds
            for box in list(person.every(contains="I have seen", role="check box")):
                person.click(box, x=0.05)
            if Person.is_enabled(approve):
                break
            print(f"  not now: {approve.description}", flush=True)
            person.keys("Escape")
            time.sleep(3)
        left, top, width, height = Person.box(approve)
        begun = time.monotonic()
        subprocess.run(["xdotool", "mousemove", str(left + width // 2), str(top + height // 2), "click", "--repeat",
                        "50", "--delay", "18", "1"], check=True)
        took = time.monotonic() - begun
        time.sleep(3)
        approvals = [line for line in lines_of(program, profile, "decision") if "approv" in json.dumps(line)]
        orders = [line for line in lines_of(program, profile, "order") if line.get("role", "entry") == "entry"]
        must(len(orders) == 1, f"50 clicks made {len(orders)} orders")
        tell("50 clicks on Approve", "one order", f"{len(orders)} order, {len(approvals)} approval, in {took:.2f} s",
             len(orders) == 1)
        person.leave()
    finally:
        if person.process.poll() is None:
            person.crash()
        shutil.rmtree(profile, ignore_errors=True)


def table():
    heads = ("what", "wanted", "found", "load", "")
    widths = [max(len(str(row[i])) for row in [heads, *rows]) for i in range(len(heads))]
    for row in [heads, *rows]:
        print("  ".join(str(text).ljust(width) for text, width in zip(row, widths)).rstrip())


def main():
    parser = argparse.ArgumentParser(description="Measures the window.")
    parser.add_argument("program")
    parser.add_argument("parts", nargs="*", metavar="PART")
    parser.add_argument("--minutes", type=float, default=10, help="of DEMO; below 1 all is shortened")
    parser.add_argument("--first", action="store_true", help="before all others on this machine")
    options = parser.parse_args()
    parts = options.parts or list(PARTS)
    if unknown := [part for part in parts if part not in PARTS]:
        parser.error(f"there is no part {unknown[0]}; there are {', '.join(PARTS)}")
    if lacking := missing_tools():
        print("nothing can be measured: this machine lacks " + ", ".join(lacking), file=sys.stderr)
        return 5
    if options.first:
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(10))
    try:
        screen = Screen()
    except Missing as fault:
        print(fault, file=sys.stderr)
        return 5
    try:
        for part in parts:
            print(f"{part} (load {load()})", flush=True)
            try:
                globals()[f"measure_{part}"](os.path.abspath(options.program), options)
            except AssertionError as fault:
                broken.append(f"{part}: {fault}")
                print(f"  BROKEN: {fault}", flush=True)
                Screen.picture(os.path.join(tempfile.gettempdir(), f"omni-measure-{part}.png"))
    finally:
        screen.close()
    print()
    if options.first:
        print("the program ran before all others on this machine")
    table()
    for fault in broken:
        print(f"BROKEN: {fault}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
