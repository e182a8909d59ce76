# What must hold after a life of the crash matrix, however it ended. Each broken promise is a sentence that begins with
# the number of its invariant in the project's list of safety invariants.

import calendar
import json
import shutil
import time

from parties import Program, command

# Seconds. An order of which the venue knows nothing is asked for again for 10 s before that is believed; a stop in its
# place then comes within a few.
PATIENCE = 60.0
FAILURES = (":eio", ":enospc", ":full", ":shortfull")
MOMENT = 50_000_000  # ns: what has been let go may be on its way
LONGEST_WAIT = 2_000_000_000  # ns that an entry may wait for the disk
UNITS = 1_000_000_000  # the venue counts in 10^-9 of what is traded


def inspect(life, most_seconds):
    """All broken promises of a life and of the start behind it, and the seconds which that start took."""
    faults = _ending(life)
    before, found = _record(life, "as it was left")
    faults += found + _told(life.program.told(), before, "the program had printed")
    faults += _told(life.told_between, before, "the start in between had printed")
    faults += _wire(life, before)
    found, printed, seconds = start(life)
    faults += found
    if seconds is not None and seconds > most_seconds:
        faults.append(f"S32: it took {seconds:.1f} s to compare the account")
    after, found = _record(life, "behind the next start")
    faults += found + _told(before, after, "had been on record")
    faults += _told(printed, after, "the next start had printed")
    faults += _names(life, after)
    code, _ = command(life.tools, life.profile, "replay", str(life.profile))
    if code != 0:
        faults.append(f"S22: replay ends with {code}")
    return faults, seconds


def _ending(life):
    # 1: a full or broken disk; 4: a latch; -9: the planned kill. A signal of its own or no end at all is never right.
    return [] if life.code in (0, 1, 4, 130, -9) else [f"S32: the program ended with {life.code}"]


def _record(life, when):
    """The lines of the journal, which must be sound and give the same state however it is read."""
    if not any((life.profile / "journal").glob("journal-*.omj")):
        return [], []  # it was ended before its first record
    faults = []
    code, text = command(life.tools, life.profile, "journal", "verify", str(life.profile), "--json")
    if code != 0:
        faults.append(f"S22: {when}, journal verify ends with {code}: {text.strip()[:400]}")
    code, text = command(life.tools, life.profile, "journal", "export", str(life.profile))
    if code != 0:
        faults.append(f"S22: {when}, journal export ends with {code}")
    hashes = {_state_hash(life, life.profile) for _ in range(2)}
    if any((life.profile / "journal").glob("checkpoint-*")):
        copy = life.profile.with_name("without-checkpoints")
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(life.profile / "journal", copy / "journal",
                        ignore=shutil.ignore_patterns("checkpoint-*", "reserve.omr"))
        copy.chmod(0o700)
        hashes.add(_state_hash(life, copy))
        shutil.rmtree(copy)
    if len(hashes) != 1 or "" in hashes:
        faults.append(f"S22: {when}, the state differs by how it is read: {sorted(hashes)}")
    return text.splitlines(), faults


def _state_hash(life, profile):
    code, text = command(life.tools, life.profile, "journal", "state-hash", str(profile))
    return text.strip() if code == 0 else ""


def _told(promised, record, whose):
    """S23: what somebody was told is on record, in that order."""
    at, lost = 0, []
    for line in promised:
        try:
            at = record.index(line, at) + 1
        except ValueError:
            lost.append(line)
    return [f"S23: {len(lost)} lines that {whose} are not on record, the first: {lost[0]}"] if lost else []


def _wire(life, record):
    """S5: of each entry that the venue got, the record has the intent. What only reduces a position waits for the disk
    for 20 ms at most, and its plan is on record from before; an exit without one is found by its account (S9)."""
    orders = {row["client_order_id"]: row["time"] for row in map(json.loads, record) if row["kind"] == "order"}
    faults = []
    for name, came in life.venue.ledger()["names"].items():
        if not name.endswith("-e"):
            continue
        if name not in orders:
            faults.append(f"S5: the venue got the entry {name}, of which the record knows nothing")
            continue
        age = came["at"] - _nanoseconds(orders[name])
        if age > LONGEST_WAIT + MOMENT:
            faults.append(f"F7: the entry {name} came {age / 1e9:.3f} s after it was decided")
        if life.latched_at and came["at"] > life.latched_at + MOMENT:
            faults.append(f"S2: the entry {name} came after the kill switch had been acknowledged")
        if life.plan.endswith(FAILURES) and life.report.file.startswith("journal/journal-") \
                and came["at"] > life.report.at + MOMENT:
            faults.append(f"F4: the entry {name} came after the journal had failed")
    return faults


def _nanoseconds(iso):
    whole, fraction = iso.rstrip("Z").split(".")
    return calendar.timegm(time.strptime(whole, "%Y-%m-%dT%H:%M:%S")) * 1_000_000_000 + int(fraction.ljust(9, "0"))


def _names(life, record):
    names = life.venue.ledger()["names"]
    faults = [f"S4: the venue got {name} {came['count']} times" for name, came in names.items() if came["count"] > 1]
    orders = [row.get("client_order_id") for row in map(json.loads, record) if row["kind"] == "order"]
    twice = {name for name in orders if orders.count(name) > 1}
    # A leg that is doubted after a crash is released again under its own name; it leaves once.
    return faults + [f"S4: the record has the entry {name} twice" for name in twice if name.endswith("-e")]


def start(life, shim=None, is_copy=False):
    """Another program on the same profile, which only compares and protects: broken promises, what it printed, and the
    seconds until its books were the venue's (None: it never came to that). To a copy of a profile that has gone on
    elsewhere the orders of that one are a stranger's, and hold what it would sell: of it no stop is asked (F15, F16)."""
    life.venue.ask("refill")  # an exit needs a buyer: what the life sold may have taken them all
    program = Program(life.tools, life.profile, life.venue, ["--approve", "manual"], shim)
    faults, compared, settled, status, ledger = [], None, False, {}, {}
    while program.is_alive() and not settled and time.monotonic() - program.began < PATIENCE:
        code, text = command(life.tools, life.profile, "status", "--profile", str(life.profile), "--json", seconds=10)
        status = json.loads(text) if code == 0 else {}
        ledger = life.venue.ledger()
        if _is_compared(status, ledger):
            compared = compared or time.monotonic() - program.began
            settled = is_copy or (not status["differences"] and _is_protected(status))  # or flat: what was pressed goes on
        time.sleep(0.02 if compared is None else 0.2)
    if not settled:
        shown = ("mode", "positions", "fills", "differences", "latches", "connection")
        what = {key: status.get(key) for key in shown}
        faults.append(f"{'S9: the books are not' if compared is None else 'S17, S32: it is not settled, the books are'}"
                      f" the venue's {ledger.get('held')}: {json.dumps(what)}; {_last(program)}")
    if life.latched_at and compared is not None and not status.get("latches"):
        faults.append("S12: the kill switch was acknowledged and is not set")
    code = program.end()
    if code not in (0, 130):
        faults.append(f"S32: the next start ended with {code}: {_last(program)}")
    return faults, program.told(), compared


def _is_compared(status, ledger):
    lines = status.get("connection", {}).get("lines", [])
    held = sum(round(float(one["quantity"]) * UNITS) for one in status.get("positions", []))
    return (bool(lines) and all(line["state"] == "up" for line in lines)
            and not any(one["kind"] in ("position", "cash") for one in status["differences"])
            and held == int(ledger["held"]) and status["fills"] == ledger["trades"])


def _is_protected(status):
    return all(float(one["protected"]) == abs(float(one["quantity"])) for one in status["positions"])


def _last(program):
    return " / ".join(text.strip() for _, text in program.notes[-3:])
