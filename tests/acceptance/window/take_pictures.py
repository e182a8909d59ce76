"""Drives the real program and saves its screens: take_pictures.py PROGRAM DIR."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

from terminal_person import Missing, Person, Screen, missing_tools

# Owner's choices of a profile that has seen the first steps, with a theme.
CHOICES = {"first_run_done": True, "tour_done": True, "language": "en", "formats": "en_US"}


def fresh_profile(theme, **choices):
    profile = tempfile.mkdtemp(prefix="omni-pictures-")
    os.chmod(profile, 0o700)
    layouts = os.path.join(profile, "layouts")
    os.mkdir(layouts, 0o700)
    with open(os.path.join(layouts, "ui.json"), "w", encoding="utf-8") as file:
        json.dump(dict(CHOICES, theme=theme, **choices), file)
    return profile


def save(directory, name):
    path = os.path.join(directory, name)
    Screen.picture(path)
    print(path, flush=True)


@contextlib.contextmanager
def at_the_desk(program, profile, directory, failed, *options):
    """A person before the program. What the screen showed when a step failed is saved under that name before it ends."""
    person = Person(program, profile, *options)
    try:
        yield person
    except AssertionError:
        save(directory, failed)
        raise
    finally:
        person.leave()
        shutil.rmtree(profile, ignore_errors=True)


def status(program, profile):
    """What the desk says of itself."""
    done = subprocess.run([program, "status", "--profile", profile, "--json"], capture_output=True, text=True,
                          check=False)
    return json.loads(done.stdout) if done.returncode == 0 else {"positions": [], "proposals": []}


def decide(person, approves):
    """The review that is open, by keyboard."""
    for tick in list(person.every(contains="I have seen", role="check box")):
        person.click(tick, x=0.05)
    time.sleep(0.4)
    person.keys("ctrl+Return" if approves else "r")
    time.sleep(2)
    person.keys("Escape")
    person.activate()


def hold_a_position(person, program, profile):
    """Approves what is proposed until something is held: an empty table is no picture of a terminal."""
    end = time.monotonic() + 420
    while not status(program, profile)["positions"]:
        if time.monotonic() > end:
            raise AssertionError("nothing was held within seven minutes")
        review = person.find(name="Review and approve…")
        if review is None:
            time.sleep(1)
            continue
        person.click(review)
        if person.find(contains="send demo order", role="push button") is None:
            time.sleep(1)
        time.sleep(2.5)
        decide(person, approves=True)


def show_a_whole_proposal(person, program, profile):
    """One with a target, its market in the chart; what else waits is rejected. Its review is left open."""
    end = time.monotonic() + 420
    while time.monotonic() < end:
        waiting = status(program, profile)["proposals"]
        review = person.find(name="Review and approve…")
        if not waiting or review is None or waiting[0]["seconds_left"] < 60:
            time.sleep(1)
            continue
        person.click(review)
        try:
            approve = person.wait(10, text="the review", contains="send demo order", role="push button")
        except AssertionError:
            continue  # its strategy withdrew it just then
        time.sleep(2.5)
        if all(one["target"] is not None for one in waiting):
            return approve
        decide(person, approves=False)
    raise AssertionError("no proposal with a target came within seven minutes")


def trading(program, directory, theme, suffix):
    """The main screen with a position and a proposal, the review of one, the kill switch, the settings."""
    profile = fresh_profile(theme)
    with at_the_desk(program, profile, directory, f"failed-trading{suffix}.png", "--demo") as person:
        for _ in range(4):
            hold_a_position(person, program, profile)
            show_a_whole_proposal(person, program, profile)
            save(directory, f"03-approval-review{suffix}.png")
            person.keys("Escape")
            person.activate()
            time.sleep(1)
            now = status(program, profile)
            if now["positions"] and now["proposals"]:
                break  # no stop has filled while the person waited for a proposal
        else:
            raise AssertionError("the main picture needs a position and a proposal")
        save(directory, f"{'01-main-dark' if theme == 'dark' else '02-main-light'}.png")
        person.keys("ctrl+comma")
        person.wait(10, text="the settings", contains="Settings")
        pages = person.wait(5, text="the list of pages", name="Risk limits", role="list item")
        person.click(pages)
        time.sleep(0.7)
        save(directory, f"07c-settings-risk-limits{suffix}.png")
        brokers = person.wait(5, text="the list of pages", name="Brokers and keys", role="list item")
        person.click(brokers)
        time.sleep(0.7)
        save(directory, f"07b-settings-brokers{suffix}.png")
        person.keys("Escape")
        time.sleep(0.5)
        hold_a_position(person, program, profile)  # a stop may have filled meanwhile
        stop_and_reset(person, directory, suffix)


def stop_and_reset(person, directory, suffix):
    """The states of the switch, one after the other. Stopping lasts as long as the venue takes to confirm: in the demo
    that is a blink, of which there is no picture."""
    person.activate()
    save(directory, f"06b-1-armed{suffix}.png")
    person.keys("ctrl+shift+k")
    person.wait(5, text="the question", contains="Stop all trading")
    time.sleep(1)
    save(directory, f"06b-2-question{suffix}.png")
    person.keys("Return")
    person.wait(10, text="the banner", contains="Global kill switch tripped")
    person.activate()  # the question had the keyboard
    time.sleep(1)
    save(directory, f"06b-3-tripped{suffix}.png")
    person.keys("ctrl+2")
    person.wait(10, text="the Risk workspace", name="What happened and what you changed")
    time.sleep(1.5)
    save(directory, f"06a-kill-tripped{suffix}.png")
    reason = person.wait(5, text="the field of the reason", name="What happened and what you changed")
    person.click(reason)
    person.type("Looked at it with care")
    sentence = person.find(name="Type: reset the switch")
    if sentence is not None:
        person.click(sentence)
        person.type("reset the switch")
    time.sleep(0.7)
    save(directory, f"06b-4-reset{suffix}.png")
    person.click(person.wait(5, text="the button that arms", name="Arm global switch"))
    person.gone(10, text="the banner", contains="Global kill switch tripped")
    time.sleep(1)
    save(directory, f"06b-5-armed-again{suffix}.png")


def small(program, directory, theme, suffix):
    """The smallest window there is: the main screen and the review of a proposal."""
    profile = fresh_profile(theme)
    with at_the_desk(program, profile, directory, f"failed-small{suffix}.png", "--demo") as person:
        person.resize(1180, 720)
        review = person.wait(150, text="a proposal to review", name="Review and approve…")
        time.sleep(1)
        save(directory, f"01-main-1180x720{suffix}.png")
        person.click(review)
        person.wait(10, text="the review", contains="send demo order", role="push button")
        time.sleep(2)
        save(directory, f"03-approval-review-1180x720{suffix}.png")


def first_run(program, directory, theme, suffix):
    profile = fresh_profile(theme, first_run_done=False, tour_done=False)
    with at_the_desk(program, profile, directory, f"failed-first_run{suffix}.png") as person:
        following = person.wait(20, text="the set-up", name="Continue")
        time.sleep(0.7)
        save(directory, f"07a-first-run{suffix}.png")
        for page in ("2-market", "3-limits", "4-start"):
            person.click(following)
            time.sleep(0.7)
            save(directory, f"07a-first-run-{page}{suffix}.png")


def main():
    program, directory = os.path.abspath(sys.argv[1]), sys.argv[2]
    lacking = missing_tools()
    if lacking:
        print("no pictures: this machine lacks " + ", ".join(lacking), file=sys.stderr)
        return 5
    screen = Screen()
    failed = 0
    try:
        for theme, suffix in (("dark", ""), ("light", "-light")):
            for step in (trading, first_run, small):
                try:
                    step(program, directory, theme, suffix)
                except AssertionError as fault:
                    failed += 1
                    print(f"{step.__name__}, {theme}: {fault}", file=sys.stderr)
    except Missing as fault:
        print(fault, file=sys.stderr)
        return 5
    finally:
        screen.close()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
