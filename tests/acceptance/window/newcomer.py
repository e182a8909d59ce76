"""A newcomer's first minutes: a profile that holds nothing, no option, no account, and nobody who helps.

Looks around in one click, reads the cards, waits for the first proposal, reads it and approves it with the mouse, and
sees the position on the screen. The time it took is the figure; what a person needs to read is counted in, as so many
seconds of doing nothing.
"""

import os
import shutil
import tempfile
import time

from scripted_person import decide, lines_of, status
from terminal_person import Person, wait_for

SECONDS_A_CARD = 3
SECONDS_A_REVIEW = 10


def look_around(person):
    person.click(person.wait(30, text="the way in", name="Just look around", role="push button"))
    cards = 0
    while True:
        try:
            button = wait_for(lambda: person.find(name="Next", role="push button", contains=None)
                              or person.find(name="Done", role="push button"), 10, text="a card of the tour")
        except AssertionError:
            return cards
        is_last = button.name == "Done"
        time.sleep(SECONDS_A_CARD)
        person.click(button)
        cards += 1
        if is_last:
            return cards


def position_on_screen(person, symbol):
    table = person.find(name="Positions", role="table") or person.find(name="Positions", role="tree table")
    return table is not None and person.find(contains=symbol, within=table, role="table cell") is not None


def first_trade(program):
    """Seconds from the start to the prices, to the proposal, to the position on the screen; and how many cards."""
    profile = tempfile.mkdtemp(prefix="omni-newcomer-")
    os.chmod(profile, 0o700)
    begun = time.monotonic()
    person = Person(program, profile)
    try:
        cards = look_around(person)
        wait_for(lambda: status(program, profile).get("events", 0) > 0, 20, 0.2, text="the market")
        prices = time.monotonic() - begun
        for _ in range(4):
            person.click(person.wait(150, text="a proposal", name="Review and approve…"))
            proposal = time.monotonic() - begun
            approve = person.wait(10, text="the review", contains="send demo order", role="push button")
            time.sleep(SECONDS_A_REVIEW)
            if decide(person, approve, lambda: lines_of(program, profile, "decision", decision="approved")):
                break
            person.keys("Escape")
        else:
            raise AssertionError("four proposals lapsed under the newcomer's eyes")
        fill = wait_for(lambda: lines_of(program, profile, "fill"), 20, 0.3, text="the fill")[0]
        symbol = fill["instrument"].split(":")[-1]
        person.keys("Escape")
        wait_for(lambda: position_on_screen(person, symbol), 20, 0.3, text=f"{symbol} among the positions")
        done = time.monotonic() - begun
        person.leave()
        return prices, proposal, done, cards
    finally:
        if person.process.poll() is None:
            person.crash()
        shutil.rmtree(profile, ignore_errors=True)
