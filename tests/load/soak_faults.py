"""What goes wrong in a soak. Each fault is made, lasts, is healed, and can say how often it has fired."""

import os
import signal
import time

from soak_session import fake_time_library


class Missing(Exception):
    """This machine cannot make it."""


class Fault:
    name = ""
    seconds = 0.0  # From the fault to its healing.

    def __init__(self, session, random):
        self.session, self.random = session, random
        self.before = session.proxy.fired.copy()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.session.proxy.forgive()
        return False

    def fire(self):
        raise NotImplementedError

    def heal(self):
        self.session.proxy.forgive()

    def fired(self):
        return self.session.proxy.fired[self.name] - self.before[self.name]


class Cut(Fault):
    name = "cut"

    def fire(self):
        self.session.proxy.cut()


class HalfOpen(Fault):
    name = "half_open"
    seconds = 8.0

    def fire(self):
        self.session.proxy.half_open(self.seconds)


class Slow(Fault):
    name = "slow"
    seconds = 10.0

    def fire(self):
        self.session.proxy.slow(self.random.uniform(0.2, 1.5), self.seconds)


class _OfOrders(Fault):
    """Waits for an order to meet."""
    seconds = 12.0

    def fire(self):
        self.session.proxy.want(self.name, self.random.randint(1, 2))


class LostAck(_OfOrders):
    name = "lost_ack"


class Unproven(_OfOrders):
    name = "unproven"


class DoubleFill(_OfOrders):
    name = "double_fill"


class Gap(_OfOrders):
    name = "gap"
    seconds = 4.0


class Throttle(_OfOrders):
    name = "throttle"
    seconds = 12.0

    def fire(self):
        self.session.proxy.want(self.name, 3)


class Suspend(Fault):
    name = "suspend"
    seconds = 10.0

    def fire(self):
        self.session.process.send_signal(signal.SIGSTOP)

    def heal(self):
        self.session.process.send_signal(signal.SIGCONT)

    def __exit__(self, *_):
        if self.session.process.poll() is None:
            self.session.process.send_signal(signal.SIGCONT)
        return False

    def fired(self):
        return 1


class Kill(Fault):
    name = "kill"
    seconds = 1.0

    def __init__(self, session, random):
        super().__init__(session, random)
        self.deaths = session.deaths

    def fire(self):
        self.session.kill()

    def heal(self):
        self.session.start()

    def fired(self):
        return self.session.deaths - self.deaths


class DiskFull(Fault):
    """Nothing more can be written: the session ends with code 1, a person makes room and starts it again (F5)."""
    name = "disk_full"
    seconds = 6.0

    def __init__(self, session, random):
        super().__init__(session, random)
        if session.disk is None:
            raise Missing("the profile has no disk of its own: mounting one needs root")
        self.filling = os.path.join(session.disk, "filling")
        self.was_full = False

    def fire(self):
        self.session.expects_death = True
        with open(self.filling, "wb", buffering=0) as file:
            try:
                while True:
                    file.write(b"\0" * (1 << 20))
            except OSError:
                pass
            try:
                while True:
                    file.write(b"\0" * 4096)
            except OSError:
                self.was_full = True

    def heal(self):
        deadline = time.monotonic() + 20
        while self.session.process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.1)
        os.remove(self.filling)
        if self.session.process.poll() is None:
            self.session.stop()
        self.session.start(rearm=True)

    def __exit__(self, *_):
        if os.path.exists(self.filling):
            os.remove(self.filling)
        return False

    def fired(self):
        return 1 if self.was_full else 0


class Clock(Fault):
    """The wall clock jumps, and comes back."""
    name = "clock"
    seconds = 8.0

    def __init__(self, session, random):
        super().__init__(session, random)
        if fake_time_library() is None:
            raise Missing("libfaketime is not on this machine")
        self.stood_still = False
        self.seen, self.shift = None, self.random.choice(["-3600", "+3600", "+86400"])

    def fire(self):
        self.session.set_clock(self.shift)
        time.sleep(1)
        self.seen = self.session.status().get("time")
        time.sleep(1)
        self.stood_still = self.session.status().get("time") == self.seen

    def heal(self):
        self.session.set_clock("+0")
        if self.shift.startswith("+"):
            # The desk's own time never goes back: until it is started anew its bars stand still.
            self.session.stop()
            self.session.start(rearm=True)
            self.session.person.append("started anew: the desk's time stood ahead of a clock that was put right")

    def __exit__(self, *_):
        self.session.set_clock("+0")
        return False

    def fired(self):
        """Its own record must have been of another time, or, since it never goes back, have stood still."""
        if not self.seen:
            return 0
        if self.shift.startswith("-"):
            return 1 if self.stood_still else 0
        return 1 if abs(_seconds_of(self.seen) - time.time()) > 1800 else 0


def _seconds_of(text):
    """Of "2026-11-27T22:50:00.123456789Z"."""
    import calendar  # pylint: disable=C0415
    return calendar.timegm(time.strptime(text[:19], "%Y-%m-%dT%H:%M:%S"))


FAULTS = (Cut, HalfOpen, Slow, LostAck, Unproven, DoubleFill, Gap, Throttle, Suspend, Kill, DiskFull, Clock)
