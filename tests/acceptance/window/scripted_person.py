"""One session of a person at the window, from the first proposal to the reset of the kill switch, each step asserted in
the record: scripted_person.py PROGRAM. Prints a line a step; exit 1 with the step that failed, 5 when the machine lacks
what it takes.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

from terminal_person import Missing, Person, Screen, journal, missing_tools, wait_for


def fresh_profile():
    profile = tempfile.mkdtemp(prefix="omni-person-")
    os.chmod(profile, 0o700)
    os.mkdir(os.path.join(profile, "layouts"), 0o700)
    with open(os.path.join(profile, "layouts", "ui.json"), "w", encoding="utf-8") as file:
        json.dump({"first_run_done": True, "tour_done": True, "language": "en", "formats": "en_US"}, file)
    return profile


def step(text):
    print(text, flush=True)


def lines_of(program, profile, kind, **fits):
    return [line for line in journal(program, profile)
            if line["kind"] == kind and all(line.get(key) == value for key, value in fits.items())]


def approve_one(person, program, profile):
    """Opens the first proposal with the keyboard, approves it, sees the fill. A proposal may lapse under way: again."""
    for _ in range(4):
        person.wait(150, text="a proposal", name="Review and approve…")
        person.activate()
        person.keys("ctrl+j", "Return")
        approve = person.wait(10, text="the review", contains="send demo order", role="push button")
        time.sleep(2.3)  # the review must have been open for two seconds
        for _ in range(len(list(person.every(contains="I have seen", role="check box")))):
            person.keys("w")
        time.sleep(0.3)
        if not Person.is_enabled(approve):
            step(f"  not now: {approve.description}")
            person.keys("Escape")
            time.sleep(3)
            continue
        person.keys("ctrl+Return")
        time.sleep(2)
        person.keys("Escape")
        if lines_of(program, profile, "fill"):
            return
    raise AssertionError("no approval led to a fill in four tries")


def kill_by_keyboard(person, program, profile):
    person.activate()
    person.keys("ctrl+shift+k")
    person.wait(5, text="the question", contains="Stop all trading")
    time.sleep(0.6)  # its buttons wake after 300 ms
    person.keys("Return")
    person.wait(5, text="the banner", contains="Global kill switch tripped")
    fills = len(lines_of(program, profile, "fill"))
    time.sleep(2)
    entries = [line for line in lines_of(program, profile, "fill") if line.get("role") == "entry"][fills:]
    assert not entries, "an entry filled after the kill"


def status(program, profile):
    done = subprocess.run([program, "status", "--profile", profile, "--json"], capture_output=True, text=True,
                          check=False)
    return json.loads(done.stdout) if done.stdout.startswith("{") else {}


def reset(person):
    person.click(person.wait(5, text="the way to the reset", name="Review and reset…"))
    reason = person.wait(5, text="the field of the reason", name="What happened and what you changed")
    person.click(reason)
    person.type("looked at it with care")
    time.sleep(0.3)
    sentence = person.find(name="Type: reset the switch")
    if sentence is not None:
        person.click(sentence)
        person.type("reset the switch")
    time.sleep(0.5)
    arm = person.wait(5, text="the button that arms", name="Arm global switch")
    person.click(arm)
    person.gone(10, text="the banner", contains="Global kill switch tripped")


def session(program):
    profile = fresh_profile()
    person = Person(program, profile, "--demo")
    try:
        step("the window is there")
        approve_one(person, program, profile)
        decisions = lines_of(program, profile, "decision")
        assert any("approv" in json.dumps(line) for line in decisions), "no approval in the record"
        step("a proposal was approved with the keyboard and filled")
        kill_by_keyboard(person, program, profile)
        step("the kill switch stands")
        person.crash()
        person = Person(program, profile, "--demo")
        person.wait(20, text="the banner after a crash", contains="Global kill switch tripped")
        step("it stands after a crash")
        reset(person)
        step("it was reset")
        wait_for(lambda: "manual" in json.dumps(status(program, profile)).lower(), 10, text="mode Manual")
        assert person.leave() in (0, 130)
        replay = subprocess.run([program, "replay", profile], capture_output=True, text=True, check=False)
        assert replay.returncode == 0, replay.stdout + replay.stderr
        step("the record of it all is decided again alike")
    except AssertionError:
        Screen.picture(os.path.join(tempfile.gettempdir(), "omni-person-failed.png"))
        raise
    finally:
        if person.process.poll() is None:
            person.crash()
        shutil.rmtree(profile, ignore_errors=True)


def main():
    lacking = missing_tools()
    if lacking:
        print("no person can sit here: this machine lacks " + ", ".join(lacking), file=sys.stderr)
        return 5
    try:
        screen = Screen()
    except Missing as fault:
        print(fault, file=sys.stderr)
        return 5
    try:
        session(os.path.abspath(sys.argv[1]))
    except AssertionError as fault:
        print(f"FAILED: {fault}", file=sys.stderr)
        return 1
    finally:
        screen.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
