"""The program of a soak: started, watched, compared with its venue, and put back on its feet as a person would."""

import json
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from decimal import Decimal

from fault_proxy import FaultProxy
from venue import LoadVenue

SYMBOLS = 4  # Listings; the first, of which the account holds some from the start, is left alone.
SAMPLE = 5.0
REASON = "the soak has looked at it"
DISK = 512  # MiB of the profile's file system, where it is one of its own.


def fake_time_library():
    """Where libfaketime is; None: it is not on this machine."""
    for folder in ("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib", "/usr/local/lib"):
        path = os.path.join(folder, "faketime", "libfaketime.so.1")
        if os.path.exists(path):
            return path
    return None


def descriptors_of(pid):
    """How many it has open; -1: only root may see that of a program that gives no core dumps."""
    try:
        return len(os.listdir(f"/proc/{pid}/fd"))
    except PermissionError:
        return -1


class Sample:
    def __init__(self, at, life, age, resident, descriptors, threads, journal):
        self.at, self.life, self.age = at, life, age
        self.resident, self.descriptors, self.threads, self.journal = resident, descriptors, threads, journal


class SoakSession:
    def __init__(self, program, folder, left_out):
        self.program, self.left_out = program, left_out
        self.home = tempfile.mkdtemp(prefix="omnitrade-soak.")
        self.disk = self._own_disk()
        self.profile = os.path.join(self.disk or self.home, "profile")
        self.clock_file = os.path.join(self.home, "clock")
        self.set_clock("+0")
        self.venue = LoadVenue(folder, SYMBOLS, rate=200, wave=(20_000, 20))
        self.proxy = FaultProxy(self.venue.port)
        self.symbols = self.venue.symbols[1:]
        self.process, self.life, self.born = None, 0, 0.0
        self.samples, self.person, self.deaths = [], [], 0
        self.orders_seen = []  # At each quiet check.
        self.expects_death = False
        self._is_over = False
        self._log = open(os.path.join(self.home, "program.log"), "w", encoding="utf-8")  # pylint: disable=R1732
        self._sampler = threading.Thread(target=self._sample, daemon=True)
        self._sampler.start()

    # --- its places ---
    def _own_disk(self):
        """A file system of the profile's own, so that it can be full; None: it needs root."""
        folder = os.path.join(self.home, "disk")
        os.mkdir(folder, 0o700)
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK}m,mode=700", "tmpfs", folder],
                              capture_output=True, check=False)
        if done.returncode == 0:
            return folder
        self.left_out("a disk of its own", "mounting one needs root")
        return None

    def set_clock(self, shift):
        with open(self.clock_file + ".new", "w", encoding="ascii") as file:
            file.write(shift + "\n")
        os.replace(self.clock_file + ".new", self.clock_file)

    # --- its life ---
    def start(self, rearm=False):
        environment = self.venue.environment()
        library = fake_time_library()
        if library:
            environment |= {"LD_PRELOAD": library, "FAKETIME_TIMESTAMP_FILE": self.clock_file,
                            "FAKETIME_NO_CACHE": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
        place = f"127.0.0.1:{self.proxy.port}"
        words = [self.program, "run", "--headless", "--broker", "binance:" + ",".join(self.symbols), "--profile",
                 self.profile, "--strategy", "sma_cross:interval=1s,fast=2,slow=4", "--approve", "all", "--json-lines"]
        for setting in ("brokers.binance.environment=paper", f"brokers.binance.rest=http://{place}",
                        f"brokers.binance.ws=ws://{place}", f"brokers.binance.ws_api=ws://{place}",
                        "risk.orders_per_minute=120", "risk.losing_streak=10", "risk.daily_loss=5 %",
                        "risk.drawdown=20 %", "risk.duplicate_window=0 s",
                        "journal.tape_size=128 MiB"):
            words += ["--set", setting]
        if rearm or self.life > 0:
            words += ["--rearm", REASON]
        self.process = subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL, stderr=self._log)
        self.life += 1
        self.born = time.monotonic()
        self.expects_death = False

    def kill(self):
        """As the end of the world comes: kill -9."""
        self.expects_death = True
        self.process.kill()
        self.process.wait()
        self.deaths += 1

    def watch(self):
        """What is wrong with its being alive; empty: nothing."""
        if self.expects_death or self.process.poll() is None:
            return ""
        self.expects_death = True
        return f"the program ended by itself with {self.process.returncode}: {self.last_words()}"

    def last_words(self):
        self._log.flush()
        with open(self._log.name, encoding="utf-8", errors="replace") as file:
            return " | ".join(file.read().splitlines()[-3:])

    def ask(self, *words):
        done = subprocess.run([self.program, *words, "--profile", self.profile, "--json"], capture_output=True,
                              text=True, timeout=60, check=False)
        try:
            return json.loads(done.stdout)
        except ValueError:
            return {}

    def status(self):
        return self.ask("status")

    # --- how it is ---
    @staticmethod
    def lines_up(status):
        lines = status.get("connection", {}).get("lines", [])
        return bool(lines) and all(line.get("state") == "up" for line in lines)

    def whole(self):
        """Empty: it trades. Else what is missing."""
        status = self.status()
        if status.get("phase") != "running":
            return "it does not run"
        if status.get("differences"):
            return f"differences {json.dumps(status['differences'])}"
        if not status.get("compared", True):
            return f"not compared: {json.dumps(status.get('connection'))}"
        if status.get("mode") != "manual" or status.get("latches") or status.get("breakers"):
            return f"mode {status.get('mode')}, latches {status.get('latches')}, breakers {status.get('breakers')}"
        if not self.lines_up(status):
            return f"lines {json.dumps(status.get('connection'))}"
        return ""

    def why_not_whole(self):
        return self.whole() or "it is whole by now"

    def whole_within(self, until, since):
        """Seconds from `since` until it trades again; None: not before `until`. What only a person may lift is lifted as
        a person would."""
        while time.monotonic() < until:
            why = self.whole()
            if not why:
                return time.monotonic() - since
            if why.startswith("mode"):
                self.be_a_person(why)
            time.sleep(0.3)
        return None

    def be_a_person(self, why):
        status = self.status()
        words = ["arm", "--reason", REASON]
        if status.get("latches"):
            words += ["--reset", "global"]
        for strategy in status.get("strategies", []):
            if not strategy["on"]:
                words += ["--start", str(strategy["id"])]
        if status.get("breakers"):
            # A breaker is lifted at a start, by somebody who says why.
            self.stop()
            self.start(rearm=True)
            self.person.append(f"started anew: {why}")
        else:
            self._arm(words, why)

    def _arm(self, words, why):
        """What the program answered stands in the report: a desk that cannot be armed says why."""
        done = subprocess.run([self.program, *words, "--profile", self.profile], capture_output=True, text=True,
                              timeout=60, check=False)
        answer = " ".join((done.stdout + " " + done.stderr).split())[:400]
        said = f"armed: {why}" if done.returncode == 0 else f"not armed ({done.returncode}, {answer}): {why}"
        if not self.person or self.person[-1] != said:
            self.person.append(said)

    def faults_at_rest(self):
        """Nothing is under way at the venue: what it and the program say must be one."""
        faults = []
        for _ in range(20):
            faults = self._compare()
            if not faults:
                break
            time.sleep(0.5)
        done = subprocess.run([self.program, "journal", "verify", self.profile], capture_output=True, text=True,
                              check=False)
        if done.returncode != 0:
            faults.append(f"the journal is not sound: {done.stdout} {done.stderr}")
        return faults + self._twice() + self._idle()

    def _idle(self):
        """Its strategies trade every few seconds: two minutes without an order mean that something stands still."""
        self.orders_seen.append(self.status().get("orders", 0))
        if len(self.orders_seen) > 2 and self.orders_seen[-1] == self.orders_seen[-3]:
            return ["it has not traded for two minutes"]
        return []

    def _compare(self):
        faults = []
        status = self.status()
        ours = {line["instrument"].rpartition(":")[2]: Decimal(line["quantity"])
                for line in status.get("positions", [])}
        holds = self.venue.holds()
        for symbol in self.symbols:
            free, locked = holds.get(symbol.removesuffix("USDT"), ("0", "0"))
            there = Decimal(free) + Decimal(locked)
            if ours.get(symbol, Decimal(0)) != there:
                faults.append(f"{symbol}: {ours.get(symbol, 0)} here, {there} at the venue")
        if status.get("differences"):
            faults.append(f"differences: {json.dumps(status['differences'])}")
        there = [order for order in self.venue.open_orders() if order["symbol"] in self.symbols]
        held = status.get("open_orders", 0)
        if len(there) > held:
            faults.append(f"{len(there)} orders open at the venue, {held} here")
        return faults

    def _twice(self):
        faults = []
        for symbol in self.symbols:
            names = [order["clientOrderId"] for order in self.venue.all_orders(symbol)]
            if len(set(names)) != len(names):
                faults.append(f"{symbol}: an id was used twice at the venue")
        return faults

    # --- figures ---
    def _sample(self):
        while not self._is_over:
            time.sleep(SAMPLE)
            try:
                pid = self.process.pid
                with open(f"/proc/{pid}/statm", encoding="ascii") as text:
                    resident = int(text.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
                if resident == 0:
                    continue  # it has just died
                self.samples.append(Sample(time.time(), self.life, time.monotonic() - self.born, resident,
                                           descriptors_of(pid), len(os.listdir(f"/proc/{pid}/task")),
                                           self.journal_size()))
            except (OSError, AttributeError, IndexError):
                continue

    def journal_size(self):
        folder = os.path.join(self.profile, "journal")
        sizes = {"journal": 0, "tape": 0}
        for name in os.listdir(folder):
            kind = "tape" if name.startswith("tape") else "journal"
            sizes[kind] += os.path.getsize(os.path.join(folder, name))
        return sizes

    # --- its end ---
    def stop(self):
        self.expects_death = True
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.terminate()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
                return False
        return True

    def end(self):
        """Ends it in order; what is wrong then."""
        self._is_over = True
        self.proxy.forgive()
        faults = [] if self.stop() else ["it did not end within 30 s of SIGTERM"]
        if self.process.returncode not in (0, 130):
            faults.append(f"it ended with {self.process.returncode}: {self.last_words()}")
        for words in (("journal", "verify"), ("replay",)):
            done = subprocess.run([self.program, *words, self.profile], capture_output=True, text=True, check=False)
            if done.returncode != 0:
                faults.append(f"{' '.join(words)}: {done.stdout.strip()} {done.stderr.strip()}")
        return faults

    def drop(self):
        self._is_over = True
        self.stop()
        self.venue.end()
        self.proxy.end()
        if self.disk:
            subprocess.run(["umount", "-l", self.disk], check=False)
        shutil.rmtree(self.home, ignore_errors=True)
