"""Drives the real program and saves its screens: take_pictures.py PROGRAM DIR."""

import json
import os
import shutil
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


def trading(program, directory, theme, suffix):
    """The main screen with a position and a proposal, the review of one, the kill switch, the settings."""
    profile = fresh_profile(theme)
    person = Person(program, profile, "--demo")
    try:
        review = person.wait(150, text="a proposal to review", name="Review and approve…")
        time.sleep(1)
        person.click(review)
        approve = person.wait(10, text="the review", contains="send demo order", role="push button")
        time.sleep(2.5)
        save(directory, f"03-approval-review{suffix}.png")
        for tick in list(person.every(contains="I have seen", role="check box")):
            person.click(tick, x=0.05)
        time.sleep(0.5)
        if Person.is_enabled(approve):
            person.keys("ctrl+Return")
        time.sleep(3)
        person.keys("Escape")
        person.activate()
        time.sleep(25)
        save(directory, f"{'01-main-dark' if theme == 'dark' else '02-main-light'}.png")
        person.keys("ctrl+comma")
        person.wait(10, text="the settings", contains="Settings")
        pages = person.wait(5, text="the list of pages", name="Risk limits", role="list item")
        person.click(pages)
        time.sleep(0.7)
        save(directory, f"07c-settings-risk-limits{suffix}.png")
        person.keys("Escape")
        time.sleep(0.5)
        person.keys("ctrl+shift+k")
        time.sleep(1)
        save(directory, f"06b-kill-question{suffix}.png")
        person.keys("Return")
        time.sleep(2)
        person.keys("ctrl+2")
        time.sleep(2)
        save(directory, f"06a-kill-tripped{suffix}.png")
    finally:
        person.leave()
        shutil.rmtree(profile, ignore_errors=True)


def first_run(program, directory, theme, suffix):
    profile = fresh_profile(theme, first_run_done=False, tour_done=False)
    person = Person(program, profile)
    try:
        person.wait(20, text="the set-up", name="Continue")
        time.sleep(0.7)
        save(directory, f"07a-first-run{suffix}.png")
    finally:
        person.leave()
        shutil.rmtree(profile, ignore_errors=True)


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
            for step in (trading, first_run):
                try:
                    step(program, directory, theme, suffix)
                except AssertionError as fault:
                    failed += 1
                    save(directory, f"failed-{step.__name__}{suffix}.png")
                    print(f"{step.__name__}, {theme}: {fault}", file=sys.stderr)
    except Missing as fault:
        print(fault, file=sys.stderr)
        return 5
    finally:
        screen.close()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
