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

from terminal_person import Missing, Person, Screen, journal, missing_tools, vanished, wait_for

SOON = 45  # Seconds that a busy machine may take for what takes a blink: a bound, never a wait.
OVER = "over"
PRESS_GUARD = 0.6  # Buttons of a question are deaf for their first 300 ms, so that a held key confirms nothing.


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


def decide(person, approve, was_approved):
    """Ticks what is to be ticked and presses the key of the approval until the record has it. A press that comes too
    early does nothing, and a second one approves nothing twice. False: the proposal lapsed, or the price left. The button
    says itself what is missing: nothing else is looked at, for a proposal may be gone in seconds."""

    def is_decided():
        try:
            approve.clear_cache()
            is_there = Person.is_showing(approve)
            if is_there and "the tick for the warning" in (approve.description or ""):
                person.keys("w")
            elif is_there and Person.is_enabled(approve):
                person.keys("ctrl+Return")
        except vanished():
            is_there = False
        if not is_there:
            return "yes" if was_approved() else "over"
        return "yes" if was_approved() else None

    try:
        return wait_for(is_decided, SOON, 0.3, text="the approval") == "yes"
    except AssertionError:
        return False


def approve_one(person, program, profile):
    """Opens the first proposal with the keyboard, approves it, sees the fill. A proposal may lapse under way: again.
    Gives the line of the fill."""
    before = len(lines_of(program, profile, "fill"))
    approved = len(lines_of(program, profile, "decision", decision="approved"))
    for _ in range(8):
        person.wait(150, text="a proposal", name="Review and approve…")
        person.activate()
        person.keys("ctrl+j", "Return")
        try:
            approve = person.wait(SOON, text="the review", contains="send demo order", role="push button")
        except AssertionError:
            continue  # it lapsed between the look and the key
        is_approved = decide(
            person, approve,
            lambda: len(lines_of(program, profile, "decision", decision="approved")) > approved)
        if not is_approved:
            step("  its strategy was faster: the next one")
            person.keys("Escape")
            continue
        wait_for(lambda: len(lines_of(program, profile, "fill")) > before, SOON, 0.5, text="the fill")
        close_the_review(person)
        return lines_of(program, profile, "fill")[before]
    raise AssertionError("no approval led to a fill in eight tries")


def close_the_review(person):
    """A key that comes while the dialog changes its face is lost: whoever still sees it presses again."""

    def is_closed():
        if person.find(role="dialog", visible=True) is None:
            return True
        person.keys("Escape")
        return False

    wait_for(is_closed, SOON, 0.5, text="the end of the review")


def entries_of(program, profile):
    return {line["order"] for line in lines_of(program, profile, "order", role="entry")}


def stop_behind(program, profile, fill):
    """The number of the stop that covers what was filled; None while there is none."""
    stops = lines_of(program, profile, "order", role="stop", parent=fill["order"])
    return stops[-1]["order"] if stops else None


def drag_the_stop(person, program, profile, fill):
    """Takes the stop by its label on the chart and draws it towards the market. The chart says where the label is: it
    has a child for each line. Prices move, so that the label may have moved under the hand: again. False: the position
    has ended meanwhile."""
    stop = wait_for(lambda: stop_behind(program, profile, fill), SOON, 0.5, text="the stop behind the position")
    bring_to_the_chart(person, fill["instrument"].split(":")[-1])
    for _ in range(8):
        line = wait_for(lambda: stop_line(person) or is_over(program, profile, stop), SOON, 0.3,
                        text="the stop's line on the chart")
        if line == OVER:
            return False
        try:
            left, top, _, height = Person.box(line)
            towards = -1 if is_below(person, line) else 1
        except vanished():
            continue  # drawn anew while it was looked at
        middle = top + height // 2
        person.drag((left + 5, middle), (left + 5, middle + towards * 10))
        try:
            wait_for(lambda: person.find(name="Move", role="push button"), 3, text="the question")
        except AssertionError:
            continue
        time.sleep(PRESS_GUARD)
        person.keys("Return")
        try:
            asked = wait_for(lambda: lines_of(program, profile, "order_event", order=stop, event="replace_asked",
                                              cause="person"), 10, 0.5, text="the stop's move in the record")
        except AssertionError:
            if is_over(program, profile, stop):
                return False
            continue
        if wait_for(lambda: lines_of(program, profile, "order_event", order=stop, event="replaced")
                    or is_over(program, profile, stop), SOON, 0.5, text="the venue's word on the move") == OVER:
            return False
        first = lines_of(program, profile, "order", order=stop)[0]
        assert asked[-1]["stop"] != first["stop"], "the stop was asked to move to where it was"
        return True
    raise AssertionError("the stop could not be drawn in eight tries")


def bring_to_the_chart(person, symbol):
    """The chart shows what was reviewed, but meanwhile it may have been led elsewhere."""
    person.activate()
    person.keys("ctrl+k")
    person.type(symbol)
    person.keys("Return")


def is_over(program, profile, stop):
    """OVER when the position has ended: its stop was hit, or taken back because the target was."""
    ended = (lines_of(program, profile, "fill", order=stop)
             or [line for line in lines_of(program, profile, "order_event", order=stop)
                 if line["event"] in ("cancelled", "expired", "rejected")])
    return OVER if ended else None


def stop_line(person):
    """The stop's line on the chart, when it can be moved and its label is in sight."""
    for line in person.every(role="list item", contains="Can be moved by dragging"):
        try:
            if line.name.startswith("Stop ") and Person.box(line)[2] > 0:
                return line
        except vanished():
            continue
    return None


def is_below(person, line):
    """The stop stands below the market: of a position that was bought. Told by the line of the position itself."""
    chart = line.parent
    for other in chart:
        if other is not None and other.getRoleName() == "list item" and not other.name.startswith(("Stop", "Target")):
            return Person.box(other)[1] < Person.box(line)[1]
    return True


def kill_by_keyboard(person, program, profile):
    person.activate()
    person.keys("ctrl+shift+k")
    person.wait(SOON, text="the question", contains="Stop all trading")
    time.sleep(PRESS_GUARD)
    person.keys("Return")
    person.wait(SOON, text="the banner", contains="Global kill switch tripped")
    wait_for(lambda: lines_of(program, profile, "mode", event="latched"), SOON, 0.5, text="the latch in the record")


def nothing_entered_while_it_stood(program, profile):
    """Between the latch and its reset no entry was filled."""
    latched = lines_of(program, profile, "mode", event="latched")[0]["seq"]
    cleared = lines_of(program, profile, "mode", event="latch_cleared")[0]["seq"]
    entries = entries_of(program, profile)
    late = [line for line in lines_of(program, profile, "fill")
            if latched < line["seq"] < cleared and line["order"] in entries]
    assert not late, f"an entry filled while the switch stood: {late}"


def status(program, profile):
    done = subprocess.run([program, "status", "--profile", profile, "--json"], capture_output=True, text=True,
                          check=False)
    return json.loads(done.stdout) if done.stdout.startswith("{") else {}


def reset(person):
    person.click(person.wait(SOON, text="the way to the reset", name="Review and reset…"))
    reason = person.wait(SOON, text="the field of the reason", name="What happened and what you changed")
    person.click(reason)
    person.type("looked at it with care")
    sentence = person.wait(SOON, text="the sentence to type", name="Type: reset the switch")
    person.click(sentence)
    person.type("reset the switch")
    arm = person.wait(SOON, text="the button that arms", name="Arm global switch")
    wait_for(lambda: Person.is_enabled(arm), SOON, text="the right to arm")
    person.click(arm)
    person.gone(SOON, text="the banner", contains="Global kill switch tripped")


def session(program):
    profile = fresh_profile()
    person = Person(program, profile, "--demo")
    try:
        step("the window is there")
        for _ in range(6):
            fill = approve_one(person, program, profile)
            decisions = lines_of(program, profile, "decision")
            assert any("approv" in json.dumps(line) for line in decisions), "no approval in the record"
            assert fill["order"] in entries_of(program, profile), "what was filled is not the entry"
            step("a proposal was approved with the keyboard and filled")
            if drag_the_stop(person, program, profile, fill):
                break
            step("  the position ended before its stop could be drawn: another one")
        else:
            raise AssertionError("each position ended before its stop could be drawn")
        step("its stop was drawn nearer on the chart, and the venue has it there")
        kill_by_keyboard(person, program, profile)
        step("the kill switch stands")
        person.crash()
        person = Person(program, profile, "--demo")
        person.wait(SOON, text="the banner after a crash", contains="Global kill switch tripped")
        step("it stands after a crash")
        reset(person)
        step("it was reset")
        wait_for(lambda: "manual" in json.dumps(status(program, profile)).lower(), SOON, 0.5, text="mode Manual")
        nothing_entered_while_it_stood(program, profile)
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
