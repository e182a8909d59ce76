"""The program under load, with real sockets, a real disk and a venue in a process of its own.

    measure.py PROGRAM FOLDER [--seconds N] [--presses N] [--events N] [--runs N] [--json FILE] [PART…]

FOLDER holds `load_venue`, `load_desk` and `load_recovery`. Parts: path (from the decision to the venue's book), own_way
(the same by the adapter's own requests, at the venue's pace), audit (the audit record
beside the venue's book, V28), kill, market, burst, recovery; all unless named. A part is
run so many times as --runs says, and of its figures the worst are told, with the load of the machine.

What must hold whatever the machine does: nothing lost, nothing doubled, no order decided behind a press. Exit 1 where it
did not. Times are told; one that was missed is marked, and may be the machine's.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

from audit_join import join
from venue import LoadDesk, LoadVenue
from witness import shares_of, wakes_and_syncs

PARTS = ("path", "own_way", "audit", "kill", "market", "burst", "recovery")
TRADES = 2500  # A second: twice as many messages, 5'000.
MARKET_TRADES = 10000
BURST_TRADES, BURST_SECONDS = 100000, 5
SYMBOLS = 5
FINER = 1000  # The desk's lots in one of the venue's.


class Bench:
    def __init__(self, options):
        self.options = options
        self.rows, self.broken, self.raw = [], [], {}

    def tell(self, what, wanted, found, holds=None):
        mark = "" if holds is None else "ok" if holds else "MISSED"
        self.rows.append((what, wanted, found, f"{os.getloadavg()[0]:.1f}", mark))
        print(f"  {what}: {found} (wanted {wanted}, load {os.getloadavg()[0]:.1f}) {mark}", flush=True)

    def must(self, holds, what):
        if not holds:
            self.broken.append(what)
            print(f"  BROKEN: {what}", flush=True)

    def keep(self, part, figures):
        self.raw.setdefault(part, []).append(figures)


class Stage:
    """A venue, a desk under load and a folder for its profile, for the length of a `with`."""

    def __init__(self, folder, own_way=False, rate=0):
        self.folder, self.own_way, self.rate = folder, own_way, rate

    def __enter__(self):
        self.home = tempfile.mkdtemp(prefix="omnitrade-load.")
        self.venue = LoadVenue(self.folder, SYMBOLS)
        # The account holds some of the first from the start: its limits are not as free.
        self.desk = LoadDesk(self.folder, self.venue, os.path.join(self.home, "profile"), self.venue.symbols[1:],
                             self.own_way)
        self.before = self.desk.ask("count"), self.venue.ask("ledger")
        self.venue.tell(f"rate {self.of_all(self.rate)}")
        return self

    def of_all(self, trades):
        """So many that `trades` of them are of the symbols that the desk listens to."""
        return trades * len(self.venue.symbols) // (len(self.venue.symbols) - 1)

    def __exit__(self, *_):
        self.desk.end()
        self.venue.end()
        shutil.rmtree(self.home, ignore_errors=True)

    def quiet(self, bench, what, patience=5.0, falls_silent=True):
        """The market falls silent, at once or by itself; what it has said must have reached the desk. Gives the seconds
        that it took, and both ledgers."""
        if falls_silent:
            self.venue.tell("rate 0")
        begun = time.monotonic()
        while True:
            ledger, count = self.venue.ask("ledger"), self.desk.ask("count")
            lost = self.lost(ledger, count) + ledger["owed"]
            if lost == 0 or time.monotonic() - begun > patience:
                break
            time.sleep(0.05)
        bench.must(lost == 0, f"{what}: {lost} trades lost or doubled")
        bench.must(ledger["cut"] == 0, f"{what}: the line was cut by the venue")
        bench.must(count["tears"] == 0 and count["lost_ticks"] == 0, f"{what}: the lane of market data was torn")
        return time.monotonic() - begun, ledger, count

    def lost(self, ledger, count):
        """By the venue's own ledger: trades that did not arrive, or came twice, or in another size."""
        lost = 0
        for symbol in self.venue.symbols[1:]:
            said = [now - then for now, then in zip(ledger["said"][symbol], self.before[1]["said"][symbol])]
            heard = [now - then for now, then in zip(count["heard"][symbol], self.before[0]["heard"][symbol])]
            lost += abs(said[0] - heard[0]) or (said[1] * FINER != heard[1])
        return lost


def worst(runs, *keys):
    """ms, of the worst run."""
    def one(figures):
        for key in keys:
            figures = figures[key]
        return figures
    return max(one(figures) for figures in runs) / 1e6


def measure_path(bench, part="path"):
    own_way = part == "own_way"
    orders, rate = (min(bench.options.orders, 200), 8) if own_way else (bench.options.orders, 100)
    with Stage(bench.options.folder, own_way, TRADES) as stage:
        time.sleep(1)
        before = [] if own_way else wakes_and_syncs(stage.home, orders // 2, rate)
        figures = stage.desk.ask(f"orders {orders} {rate}", orders / rate + 60)
        if not own_way:
            figures["machine"] = shares_of(sorted(before + wakes_and_syncs(stage.home, orders // 2, rate)))
        if own_way:
            time.sleep(3)  # what waits for the disk is sent within two seconds or not at all
            figures["in_the_book"] = len({name for name, _ in stage.venue.ask("orders")["orders"]})
        stopped = sum(figures["refused"].values()) + figures["held_back"] + figures["unsent"]
        there = figures["in_the_book"] if own_way else figures["arrived"]
        bench.must(there + stopped == orders and figures["strangers"] == 0,
                   f"{part}: of {orders} orders {there} are in the venue's book and {stopped} were stopped here")
        figures["stopped"] = stopped
        stage.quiet(bench, part)
        bench.keep(part, figures)
        print(f"  {figures['text']}", flush=True)


def measure_own_way(bench):
    measure_path(bench, "own_way")


def tell_path(bench):
    runs = bench.raw["path"]
    p50, p99, p999 = (worst(runs, "path", share) for share in ("p50", "p99", "p99.9"))
    bench.tell(f"decision to the venue's book, disk and all, 100/s with {2 * TRADES} messages/s: p50", "<= 1 ms",
               f"{p50:.2f} ms", p50 <= 1)
    bench.tell("  p99", "<= 3 ms", f"{p99:.2f} ms", p99 <= 3)
    bench.tell("  p99.9", "<= 10 ms", f"{p999:.2f} ms", p999 <= 10)
    bench.tell("  stopped here (too old, stale prices)", "0", ", ".join(str(run["stopped"]) for run in runs),
               all(run["stopped"] == 0 for run in runs))
    bench.tell("  the machine alone, woken and synced as often beside the same market: p50, p99, p99.9", "-",
               ", ".join(f"{worst(runs, 'machine', share):.2f}" for share in ("p50", "p99", "p99.9")) + " ms")
    bench.tell("  p99.99, most", "-", f"{worst(runs, 'path', 'p99.99'):.2f}, {worst(runs, 'path', 'most'):.2f} ms")


def tell_own_way(bench):
    bench.tell("orders by the adapter's own requests", "each once in the venue's book",
               ", ".join(f"{run['in_the_book']} of {run['orders']}, {run['stopped']} stopped here"
                         for run in bench.raw["own_way"]))


def measure_audit(bench):
    """V28: of each message to the venue there is a record. Cancels are none here: what is not filled at once is gone."""
    messages, rate = bench.options.messages, 400
    with Stage(bench.options.folder, rate=100) as stage:
        figures = stage.desk.ask(f"orders {messages} {rate}", messages / rate * 3 + 120)
        booked = [name for name, _ in stage.venue.ask("orders", 120)["orders"]]
        stage.venue.tell("rate 0")
        stage.desk.end()
        profile = os.path.join(stage.home, "profile")
        found = join(os.path.join(profile, "audit"), booked)
        judged = subprocess.run([bench.options.program, "audit", "verify", profile], capture_output=True, text=True, check=False)
    stopped = sum(figures["refused"].values()) + figures["held_back"] + figures["unsent"]
    bench.must(len(booked) > messages / 2, f"audit: of {messages} orders {len(booked)} came to the venue")
    bench.must(len(booked) + stopped == messages, f"audit: {len(booked)} in the book and {stopped} stopped of {messages}")
    bench.must(found["missing"] == 0 and found["twice"] == 0, f"audit: {found} of {len(booked)} messages")
    bench.must(found["unseen"] <= figures["held_back"], f"audit: {found['unseen']} records of what nobody got")
    bench.must(judged.returncode == 0, f"audit: {judged.stdout}{judged.stderr}")
    bench.keep("audit", found | {"booked": len(booked), "stopped": stopped})


def tell_audit(bench):
    runs = bench.raw["audit"]
    bench.tell("messages in the venue's book without a record", "0",
               ", ".join(f"{run['missing']} of {run['booked']}" for run in runs),
               all(run["missing"] == 0 for run in runs))
    bench.tell("  with more than one, stopped here", "0, -", ", ".join(f"{run['twice']}, {run['stopped']}" for run in runs))


def measure_kill(bench):
    with Stage(bench.options.folder, rate=TRADES) as stage:
        time.sleep(1)
        presses = bench.options.presses
        figures = stage.desk.ask(f"kill {presses} 100 {len(bench.raw.get('kill', [])) + 1}", presses * 2 + 60)
        bench.must(figures["presses"] == presses and figures["vacuous"] == 0 and figures["never_reopened"] == 0,
                   f"kill: {figures['presses']} presses, {figures['vacuous']} into silence, "
                   f"{figures['never_reopened']} after which it did not go on")
        bench.must(figures["frozen"] == presses // 2 and figures["alive"] == presses - presses // 2,
                   f"kill: the window stood still at {figures['frozen']} presses and was alive at {figures['alive']}")
        bench.must(figures["by_shell"] == presses // 4 and figures["refused_presses"] == 0,
                   f"kill: {figures['by_shell']} presses over the socket, {figures['refused_presses']} refused")
        bench.must(figures["later"] == 0, f"kill: {figures['later']} orders of behind a press in the venue's book")
        bench.must(figures["most_in_hand"] <= 1, f"kill: {figures['most_in_hand']} orders in hand at one press")
        stage.quiet(bench, "kill")
        bench.keep("kill", figures)
        print(f"  {figures['text']}", flush=True)


def tell_kill(bench):
    runs = bench.raw["kill"]
    p50, p99, most = (worst(runs, "closing", share) for share in ("p50", "p99", "most"))
    bench.tell(f"{bench.options.presses} presses at 100 orders/s, half with a frozen window: orders decided later in "
               "the venue's book", "0",
               str(sum(run["later"] for run in runs)), all(run["later"] == 0 for run in runs))
    bench.tell("  by the window, frozen beside another thread, frozen beside a shell", "1/2, 1/4, 1/4",
               ", ".join(f"{run['alive']} {run['frozen'] - run['by_shell']} {run['by_shell']}" for run in runs))
    bench.tell("  in hand at the press, there behind its return", "at most one a press",
               ", ".join(str(run["after_ack"]) for run in runs))
    bench.tell("  from the press to the venue's last new order: p50", "<= 2 ms", f"{p50:.2f} ms", p50 <= 2)
    bench.tell("  p99", "<= 20 ms", f"{p99:.2f} ms", p99 <= 20)
    bench.tell("  most", "<= 100 ms", f"{most:.2f} ms", most <= 100)
    bench.tell("  the press itself: p99", "-", f"{worst(runs, 'acknowledged', 'p99'):.3f} ms")


def resident(pid):
    with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as text:
        return int(re.search(r"VmRSS:\s+(\d+)", text.read())[1]) / 1024


def processor_time(pid):
    """Seconds, of all threads."""
    with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as text:
        fields = text.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def rows_of(program, folder):
    """Trades in a recording, by symbol."""
    files = [os.path.join(folder, name) for name in sorted(os.listdir(folder))]
    done = subprocess.run([program, "data", "info", "--json", *files], capture_output=True, text=True, check=False)
    rows = {}
    for file in json.loads(done.stdout)["files"]:
        if file["kind"] == "trades":
            symbol = file["instrument"].rpartition(":")[2]
            rows[symbol] = rows.get(symbol, 0) + file["rows"]
    return rows


def measure_market(bench):
    """The real program, its recording held against what the venue has said."""
    options, home = bench.options, tempfile.mkdtemp(prefix="omnitrade-load.")
    venue = LoadVenue(options.folder, SYMBOLS)
    profile, tapes = os.path.join(home, "profile"), os.path.join(home, "tapes")
    words = [options.program, "run", "--headless", "--broker", "binance:" + ",".join(venue.symbols), "--profile", profile,
             "--record", tapes, "--strategy", "sma_cross:interval=1m", "--json", "--set", "journal.tape_size=256 MiB"]
    for face in ("rest", "ws", "ws_api"):
        words += ["--set", f"brokers.binance.{face}={venue.rest if face == 'rest' else venue.ws}"]
    process = subprocess.Popen(words, env=venue.environment(), stdout=subprocess.PIPE,  # pylint: disable=R1732
                               stderr=subprocess.PIPE, text=True)
    try:
        wait_until_armed(options.program, profile, process)
        before = venue.ask("ledger")
        venue.tell(f"rate {options.market_trades}")
        begun, memory = time.monotonic(), []
        while time.monotonic() - begun < options.seconds and process.poll() is None:
            time.sleep(min(5, options.seconds / 4))
            memory.append((time.monotonic() - begun, resident(process.pid)))
        venue.tell("rate 0")
        time.sleep(4)  # the recorder writes every two seconds
        ledger = venue.ask("ledger")
        process.terminate()
        said, notes = process.communicate(timeout=60)
        bench.must(process.returncode == 130, f"market: the program ended with {process.returncode}: {notes[-500:]}")
        heard = rows_of(options.program, tapes)
        judge_market(bench, venue, before, ledger, heard)
        verify = subprocess.run([options.program, "journal", "verify", profile], capture_output=True, check=False)
        bench.must(verify.returncode == 0, "market: the journal is not sound")
        bench.keep("market", {"seconds": options.seconds, "memory": memory, "lateness": ledger["lateness"],
                              "messages": ledger["streamed"] - before["streamed"], "said": said})
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        venue.end()
        shutil.rmtree(home, ignore_errors=True)


def wait_until_armed(program, profile, process):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        done = subprocess.run([program, "status", "--json", "--profile", profile], capture_output=True, text=True,
                              check=False)
        if '"mode":"manual"' in done.stdout:
            return
        time.sleep(0.2)
    process.kill()
    raise AssertionError(f"the program was not armed within a minute: {process.communicate()[1][-1000:]}")


def judge_market(bench, venue, before, ledger, heard):
    lost = 0
    for symbol in venue.symbols:
        # Those that came between its first message and `before` are in the recording as well: at most one each.
        said = ledger["said"][symbol][0] - before["said"][symbol][0]
        lost += abs(said - heard.get(symbol, 0))
    bench.must(lost == 0, f"market: {lost} trades lost or doubled of {ledger['trades']}")
    bench.must(ledger["cut"] == 0, "market: the line was cut by the venue")


def tell_market(bench):
    runs = bench.raw["market"]
    for run in runs:
        rate = run["messages"] / run["seconds"]
        late = run["memory"][len(run["memory"]) // 3:]
        first, last = late[0], late[-1]
        slope = (last[1] - first[1]) / max(1, last[0] - first[0]) * 3600
        bench.tell(f"{rate:.0f} messages/s for {run['seconds']:.0f} s: trades lost", "0", "0" if not bench.broken else "see")
        bench.tell("  resident memory, most", "<= 700 MiB", f"{max(size for _, size in run['memory']):.0f} MiB",
                   max(size for _, size in run["memory"]) <= 700)
        bench.tell("  its slope over the last two thirds", "bounded", f"{slope:+.1f} MiB/h")
        bench.tell("  the generator's own lateness: p99", "-", f"{run['lateness']['p99'] / 1e6:.2f} ms")


def measure_burst(bench):
    with Stage(bench.options.folder) as stage:
        seconds, trades = bench.options.burst_seconds, bench.options.burst_trades
        wanted = int(stage.of_all(trades) * seconds)
        busy = {who.pid: processor_time(who.pid) for who in (stage.venue, stage.desk)}
        stage.venue.tell(f"rate {stage.of_all(trades)} {wanted}")
        begun, out = time.monotonic(), None
        while out is None and time.monotonic() - begun < seconds + 30:
            time.sleep(0.02)
            out = time.monotonic() - begun if stage.venue.ask("ledger")["owed"] == 0 else None
        drained, ledger, count = stage.quiet(bench, "burst", 30, falls_silent=False)
        said = ledger["trades"] - stage.before[1]["trades"]
        bench.must(said == wanted, f"burst: the venue has said {said} trades instead of {wanted}")
        figures = {"drained": time.monotonic() - begun - seconds, "out": out or 0, "behind": drained, "seconds": seconds,
                   "messages": ledger["streamed"] - stage.before[1]["streamed"], "age": count["age"],
                   "conflated": count["conflated_quotes"], "lateness": ledger["lateness"],
                   "venue_busy": processor_time(stage.venue.pid) - busy[stage.venue.pid],
                   "desk_busy": processor_time(stage.desk.pid) - busy[stage.desk.pid]}
        bench.keep("burst", figures)
        print(f"  {figures['messages']} messages, the last of them out of the venue after {figures['out']:.2f} s, "
              f"drained {figures['drained']:.2f} s behind the burst's end; processor time of the venue "
              f"{figures['venue_busy']:.1f} s, of the desk {figures['desk_busy']:.1f} s; {count['age_text']}", flush=True)


def tell_burst(bench):
    runs = bench.raw["burst"]
    drained = max(run["drained"] for run in runs)
    rate = min(run["messages"] / run["out"] for run in runs if run["out"] > 0)
    bench.tell(f"burst of {2 * bench.options.burst_trades} messages/s for {bench.options.burst_seconds} s: drained",
               "<= 5 s", f"{drained:.2f} s", drained <= 5)
    bench.tell("  what the venue's process got out", f"{2 * bench.options.burst_trades} messages/s",
               f"{rate:.0f} messages/s")
    bench.tell("  behind the last of them: drained, quotes conflated", "-",
               f"{max(run['behind'] for run in runs):.2f} s, " + ", ".join(str(run["conflated"]) for run in runs))
    bench.tell("  processor time of the desk for a message", "-",
               f"{max(run['desk_busy'] / run['messages'] for run in runs) * 1e6:.2f} us")
    bench.tell("  from the venue's intended time to the desk: p99", "-", f"{worst(runs, 'age', 'p99'):.0f} ms")


def measure_recovery(bench):
    folder = tempfile.mkdtemp(prefix="omnitrade-recovery.")
    try:
        done = subprocess.run([os.path.join(bench.options.folder, "load_recovery"), os.path.join(folder, "journal"),
                               str(bench.options.events)], capture_output=True, text=True, check=False)
        bench.must(done.returncode == 0, f"recovery: {done.stdout} {done.stderr}")
        if done.returncode == 0:
            bench.keep("recovery", json.loads(done.stdout))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def tell_recovery(bench):
    runs = bench.raw.get("recovery", [])
    if not runs:
        return
    events = bench.options.events
    bound = 25 if events > 1_000_000 else 3
    plain = max(run["without"]["seconds"] for run in runs)
    quick = max(run["with_checkpoint"]["seconds"] for run in runs)
    bench.tell(f"start on {events} events without a checkpoint", f"<= {bound} s", f"{plain:.2f} s", plain <= bound)
    bench.tell("  with one", "<= 3 s", f"{quick:.2f} s", quick <= 3)
    bench.tell("  peak memory, journal", "-", f"{max(run['without']['peak_mib'] for run in runs)} MiB, "
               f"{runs[0]['journal_bytes'] / events:.0f} bytes an event")


def table(bench):
    print(f"\nmachine: {os.cpu_count()} processors; the worst of {bench.options.runs} runs")
    widths = [max(len(row[i]) for row in bench.rows) for i in range(5)] if bench.rows else []
    for row in bench.rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())


def read_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("folder")
    parser.add_argument("parts", nargs="*")
    parser.add_argument("--seconds", type=float, default=1800)
    parser.add_argument("--presses", type=int, default=1000)
    parser.add_argument("--orders", type=int, default=3000)
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--market-trades", type=int, default=MARKET_TRADES)
    parser.add_argument("--burst-trades", type=int, default=BURST_TRADES)
    parser.add_argument("--burst-seconds", type=float, default=BURST_SECONDS)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json")
    options = parser.parse_intermixed_args()
    unknown = set(options.parts) - set(PARTS)
    if unknown:
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    return options


def main():
    options = read_options()
    bench = Bench(options)
    for part in options.parts or PARTS:
        for run in range(options.runs):
            print(f"== {part}, run {run + 1}", flush=True)
            globals()[f"measure_{part}"](bench)
        globals()[f"tell_{part}"](bench)
    table(bench)
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump({"rows": bench.rows, "broken": bench.broken, "raw": bench.raw}, file)
    for what in bench.broken:
        print(f"BROKEN: {what}")
    return 1 if bench.broken else 0


if __name__ == "__main__":
    sys.exit(main())
