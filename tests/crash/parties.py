# The two processes of the crash matrix, and what is asked of each: the venue, which keeps the truth and lives on, and
# the program, which is killed.

import json
import os
import signal
import struct
import subprocess
import threading
import time
from pathlib import Path

CLASSES = ("sync", "write", "name", "send", "recv")


class Venue:
    """crash_venue: a paper exchange whose market is commanded."""

    def __init__(self, tools, broker):
        self.broker = broker
        self._process = subprocess.Popen([tools / "crash" / "crash_venue", broker], stdin=subprocess.PIPE,
                                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self._greeting = json.loads(self._process.stdout.readline())

    def ask(self, command):
        self._process.stdin.write(command + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def ledger(self):
        return self.ask("ledger")

    def arguments(self):
        sets = [word for one in self._greeting["sets"] for word in ("--set", one)]
        return ["--broker", f"{self.broker}:{self._greeting['symbol']}", *sets]

    def keys(self):
        start = f"OMNI_{self.broker.upper()}_PAPER_"
        return {start + "KEY": self._greeting["key"], start + "SECRET": self._greeting["secret"]}

    def close(self):
        self._process.stdin.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()


class Report:
    """What the shim counted, of a program that has ended. As laid out in fault_trace.h."""

    FORM = "=6Qq64s"

    def __init__(self, path):
        data = path.read_bytes() if path.exists() else b""
        if len(data) != struct.calcsize(self.FORM):
            data = bytes(struct.calcsize(self.FORM))  # it ended before it was loaded
        fired, *counts, self.at, file = struct.unpack(self.FORM, data)
        self.fired = fired == 1
        self.counts = dict(zip(CLASSES, counts))
        self.file = file.rstrip(b"\0").decode()


class Program:
    """omnitrade run --headless, its lines read as they come. `shim`: variables of the fault shim; none: without it."""

    def __init__(self, tools, profile, venue, more, shim=None):
        self.began = time.monotonic()
        environment = {**clean_environment(profile), **venue.keys()}
        if shim:
            environment.update(shim, LD_PRELOAD=str(tools / "crash" / "libcrash_shim.so"))
        command = [tools / "omnitrade", "run", "--headless", "--profile", profile, "--json-lines", *venue.arguments(),
                   "--set", "risk.position_per_trade=5 %", "--set", "risk.duplicate_window=0 s",
                   "--set", "risk.losing_streak=10", "--set", "risk.orders_per_minute=120", *more]
        self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                         stderr=subprocess.PIPE, env=environment)
        self.lines = []  # (seconds since the start, whole lines alone)
        self.notes = []
        self._came = threading.Condition()
        self._readers = [threading.Thread(target=self._read, args=arguments, daemon=True)
                         for arguments in ((self._process.stdout, self.lines), (self._process.stderr, self.notes))]
        for reader in self._readers:
            reader.start()

    def _read(self, stream, into):
        for line in stream:
            if line.endswith(b"\n"):  # what a dying writer has begun was never told
                with self._came:
                    into.append((time.monotonic() - self.began, line.decode().rstrip("\n")))
                    self._came.notify_all()
        with self._came:
            self._came.notify_all()

    def is_alive(self):
        return self._process.poll() is None

    def hears(self, words, seconds, since=0):
        """A line behind the first `since` that holds all the words. The count of lines up to it; 0: none came."""
        end = time.monotonic() + seconds
        with self._came:
            while True:
                for at in range(since, len(self.lines)):
                    if all(word in self.lines[at][1] for word in words):
                        return at + 1
                since = max(since, len(self.lines))
                left = end - time.monotonic()
                if left <= 0 or not self.is_alive():
                    return 0
                self._came.wait(min(left, 0.05))

    def end(self, seconds=15):
        """Asks it to end. Its exit code, -9 when it was killed, None when it would not end and was."""
        if self.is_alive():
            self._process.send_signal(signal.SIGTERM)
        try:
            code = self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            code = None
        for reader in self._readers:
            reader.join()
        return code

    def told(self):
        """What it has printed of the session: promises that each is durable. The summary at the end is none."""
        return [line for _, line in self.lines
                if line.startswith('{"kind":"') and not line.startswith(('{"kind":"left_out"', '{"kind":"summary"'))]


def clean_environment(profile):
    home = str(Path(profile).parent)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("OMNI_", "XDG_", "LD_"))}
    return {**kept, "XDG_DATA_HOME": home, "XDG_CONFIG_HOME": home, "XDG_CACHE_HOME": home, "XDG_RUNTIME_DIR": home,
            "HOME": home, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}


def command(tools, profile, *words, seconds=30):
    """A command of the program that ends by itself: its exit code (None: it did not) and its output."""
    try:
        done = subprocess.run([tools / "omnitrade", *words], stdin=subprocess.DEVNULL, capture_output=True,
                              env=clean_environment(profile), timeout=seconds)
    except subprocess.TimeoutExpired:
        return None, ""
    return done.returncode, done.stdout.decode()
