"""A person at the window: starts the real program on a virtual screen, finds controls by what a screen reader would say
of them, presses keys and buttons, takes pictures.

Needs Xvfb, xdotool, ImageMagick's import, a D-Bus session and AT-SPI (python3-pyatspi). Run it inside
`dbus-run-session`; it starts the screen and the accessibility bus itself and ends what it started, by its number.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

NEEDED = ("Xvfb", "xdotool", "import", "dbus-run-session", "dbus-send")
LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")


class Missing(Exception):
    """A tool that this machine lacks."""


def missing_tools():
    """What keeps a person from sitting down here; empty: nothing."""
    out = [tool for tool in NEEDED if shutil.which(tool) is None]
    if not any(os.path.exists(path) for path in LAUNCHERS):
        out.append("at-spi2-core")
    try:
        import pyatspi  # noqa: F401
    except ImportError:
        out.append("python3-pyatspi")
    return out


def vanished():
    """What the accessibility bus raises of a control that goes while somebody looks at it."""
    from gi.repository import GLib
    return (GLib.Error, NotImplementedError, LookupError)


def wait_for(what, seconds, step=0.1, text="it"):
    """Calls `what` until it gives something true; that. A control that went meanwhile is looked for again. Fails in words
    after `seconds`."""
    end = time.monotonic() + seconds
    while True:
        try:
            found = what()
        except vanished():
            found = None
        if found:
            return found
        if time.monotonic() > end:
            raise AssertionError(f"{text} did not come within {seconds} s")
        time.sleep(step)


class Screen:
    """A virtual screen with an accessibility bus."""

    def __init__(self, width=1600, height=1000):
        self.runtime = tempfile.mkdtemp(prefix="omni-screen-")
        read, write = os.pipe()
        # -noreset: else the server starts anew when its last client leaves, under the feet of the one that comes.
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp",
             "-noreset"],
            pass_fds=(write,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as pipe:
            number = pipe.readline().strip()
        if not number:
            raise Missing("Xvfb did not start")
        os.environ.update(DISPLAY=f":{number}", QT_QPA_PLATFORM="xcb", QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1",
                          XDG_RUNTIME_DIR=self.runtime, LC_ALL="C.UTF-8", LANGUAGE="en", NO_AT_BRIDGE="0")
        launcher = next(path for path in LAUNCHERS if os.path.exists(path))
        self.bus = subprocess.Popen([launcher, "--launch-immediately"], stdout=subprocess.DEVNULL,
                                    stderr=subprocess.DEVNULL)
        # A program that starts before the bus stands never looks for it again.
        wait_for(self._bus_stands, 30, text="the accessibility bus")

    @staticmethod
    def _bus_stands():
        return subprocess.run(["dbus-send", "--session", "--print-reply", "--dest=org.a11y.Bus", "/org/a11y/bus",
                               "org.a11y.Bus.GetAddress"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                              check=False).returncode == 0

    def close(self):
        for process in (self.bus, self.server):
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
        shutil.rmtree(self.runtime, ignore_errors=True)

    @staticmethod
    def picture(path):
        subprocess.run(["import", "-window", "root", path], check=True)


class Person:
    """One who uses one running program."""

    def __init__(self, program, profile, *arguments):
        import pyatspi
        self.pyatspi = pyatspi
        self.log = tempfile.NamedTemporaryFile(prefix="omni-window-", suffix=".log", delete=False)
        self.process = subprocess.Popen([program, "--profile", profile, *arguments], stdout=self.log, stderr=self.log)
        self.app = None
        self.app = wait_for(self._application, 45, text="the window on the accessibility bus")
        wait_for(lambda: self.find(role="frame", visible=True), 45, text="the main window")
        self.activate()

    def _application(self):
        if self.process.poll() is not None:
            with open(self.log.name, encoding="utf-8") as told:
                raise AssertionError(f"the program ended with {self.process.returncode}: {told.read()}")
        desktop = self.pyatspi.Registry.getDesktop(0)
        for index in range(desktop.childCount):
            child = desktop.getChildAtIndex(index)
            try:
                if child is not None and child.get_process_id() == self.process.pid:
                    return child
            except Exception:  # an application that is just leaving
                continue
        return None

    # --- looking -----------------------------------------------------------------------------------------------------

    def every(self, name=None, role=None, visible=True, contains=None, within=None, most=20000):
        """All controls that fit. `name` is exact, `contains` a part of name or description."""
        states = self.pyatspi
        pending = [within or self.app]
        seen = 0
        while pending and seen < most:
            node = pending.pop(0)
            seen += 1
            try:
                fits = ((name is None or node.name == name)
                        and (role is None or node.getRoleName() == role)
                        and (contains is None or contains in (node.name or "") or contains in (node.description or "")))
                if fits and node is not self.app and visible:
                    fits = node.getState().contains(states.STATE_SHOWING)
                if fits and node is not self.app:
                    yield node
                if node.getState().contains(states.STATE_MANAGES_DESCENDANTS) and node.childCount > 400:
                    continue
                pending.extend(child for child in node if child is not None)
            except Exception:  # gone while we looked
                continue

    def find(self, name=None, role=None, visible=True, contains=None, within=None):
        return next(self.every(name, role, visible, contains, within), None)

    def wait(self, seconds=10, text=None, **what):
        return wait_for(lambda: self.find(**what), seconds, text=text or f"a control {what}")

    def gone(self, seconds=10, text=None, **what):
        return wait_for(lambda: self.find(**what) is None, seconds, text="the end of " + (text or f"a control {what}"))

    @staticmethod
    def is_enabled(node):
        import pyatspi
        return node.getState().contains(pyatspi.STATE_ENABLED)

    @staticmethod
    def is_showing(node):
        import pyatspi
        return node.getState().contains(pyatspi.STATE_SHOWING)

    @staticmethod
    def box(node):
        import pyatspi
        extents = node.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
        return extents.x, extents.y, extents.width, extents.height

    # --- acting ------------------------------------------------------------------------------------------------------

    def activate(self, seconds=45):
        """Gives the keyboard to the newest window of the program: there is no window manager that would."""

        def told(*words):
            done = subprocess.run(["xdotool", *words], capture_output=True, text=True, check=False)
            return done.stdout.split()

        def has_focus():
            found = told("search", "--onlyvisible", "--pid", str(self.process.pid))
            if not found:
                return False
            told("windowfocus", found[-1])
            return told("getwindowfocus", "-f")[-1:] == found[-1:]

        wait_for(has_focus, seconds, text="the keyboard's focus")
        time.sleep(0.2)

    def resize(self, width, height):
        """The main window, at the top left of the screen."""
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)],
                               capture_output=True, text=True, check=False).stdout.split()
        for words in (["windowmove", found[0], "0", "0"], ["windowsize", found[0], str(width), str(height)]):
            subprocess.run(["xdotool", *words], check=True)
        time.sleep(0.5)

    @staticmethod
    def keys(*names, pause=0.15):
        for name in names:
            subprocess.run(["xdotool", "key", name], check=True)
            time.sleep(pause)

    @staticmethod
    def type(text):
        subprocess.run(["xdotool", "type", "--delay", "12", text], check=True)

    def click(self, node, x=0.5, y=0.5):
        left, top, width, height = self.box(node)
        subprocess.run(["xdotool", "mousemove", str(int(left + width * x)), str(int(top + height * y)), "click", "1"],
                       check=True)
        time.sleep(0.15)

    def drag(self, start, end, steps=8):
        subprocess.run(["xdotool", "mousemove", str(start[0]), str(start[1]), "mousedown", "1"], check=True)
        for step in range(1, steps + 1):
            x = start[0] + (end[0] - start[0]) * step // steps
            y = start[1] + (end[1] - start[1]) * step // steps
            subprocess.run(["xdotool", "mousemove", str(x), str(y)], check=True)
            time.sleep(0.03)
        subprocess.run(["xdotool", "mouseup", "1"], check=True)
        time.sleep(0.2)

    @staticmethod
    def focus(node):
        node.queryComponent().grabFocus()
        time.sleep(0.1)

    # --- leaving -----------------------------------------------------------------------------------------------------

    def crash(self):
        """kill -9: nothing is tidied up."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)

    def leave(self, seconds=45):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(seconds)
            except subprocess.TimeoutExpired:
                self.crash()
                raise AssertionError("the program did not end in order within %d s" % seconds) from None
        return self.process.returncode

    def output(self):
        with open(self.log.name, encoding="utf-8", errors="replace") as text:
            return text.read()


def journal(program, profile):
    """Lines of `journal export --json`, as dictionaries."""
    import json
    done = subprocess.run([program, "journal", "export", profile, "--json"], capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        print(done.stderr, file=sys.stderr)
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
