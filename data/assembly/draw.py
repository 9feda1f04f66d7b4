"""Draws the votes of an assembly that does not exist: `python data/assembly/draw.py` writes votes.csv again, byte for byte.

Every state has a place on one line, from the inland (−1) to the coast (+1), and votes for a motion of its own side the surer, the further out it is.
Three things happen, for a measure to find: from 2016 on the sides drift apart; Karsk, of the inland, goes over to the coast from 2014 to
2018; Mirrow, in the middle, drifts inland all the time.
"""

import csv
import math
import random
from pathlib import Path

YEARS = range(2009, 2025)
COAST = ("Ardmark", "Belloway", "Corvane", "Dunmere", "Eskerra", "Hallmar")
INLAND = ("Grenmark", "Istrava", "Jorvale", "Karsk", "Lunmere")
BETWEEN = ("Fallow Isles", "Mirrow", "Nordell", "Ostrana", "Quillon", "Wendor")
# Which side a motion is of: 1 of the coast, -1 of the inland, 0 of nobody's.
MOTIONS = {
    "Free passage for merchant ships": 1,
    "Common rules on seabed mining": 1,
    "A court for the law of the sea": 1,
    "Observers at elections": 1,
    "Transit rights for inland states": -1,
    "A levy on container ports": -1,
    "Limits on naval exercises": -1,
    "Debt relief for river states": -1,
    "Help after the spring floods": 0,
    "The budget of the secretariat": 0,
}
ABSENT = 0.04


def place(state: str, year: int, at: float) -> float:
    """Return where a state stands in a year; ``at`` is where it began."""
    apart = 0.7 + 0.6 * min(max((year - 2016) / 6, 0), 1)
    if state == "Karsk":
        at = -0.9 + 1.7 * min(max((year - 2014) / 4, 0), 1)
    if state == "Mirrow":
        at = 0.2 - 1.0 * (year - YEARS[0]) / len(YEARS)
    return at * apart


def rows() -> list[tuple[str, str, str, str, str]]:
    """Return the votes: roll call, date, motion, state, vote."""
    chance = random.Random(2009)
    began = {
        state: side + chance.uniform(-0.2, 0.2)
        for states, side in ((COAST, 0.8), (INLAND, -0.8), (BETWEEN, 0))
        for state in states
    }
    drawn = []
    for year in YEARS:
        days = sorted(f"{year}-{chance.randint(3, 11):02}-{chance.randint(1, 28):02}" for _ in MOTIONS)
        for number, (motion, day) in enumerate(zip(chance.sample(list(MOTIONS), len(MOTIONS)), days, strict=True), 1):
            for state in sorted(began):
                if chance.random() < ABSENT:
                    continue
                share = chance.random()
                noise = math.log(share / (1 - share))
                leaning = (
                    4 * MOTIONS[motion] * place(state, year, began[state]) + (0.6 if MOTIONS[motion] else 3) + noise
                )
                vote = "yes" if leaning > 0.6 else "no" if leaning < -0.6 else "abstain"
                drawn.append((f"A/{year}/{number:02}", day, motion, state, vote))
    return drawn


def write(to: Path) -> None:
    """Write the table."""
    with to.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(("rollcall", "date", "motion", "state", "vote"))
        lines.writerows(rows())


if __name__ == "__main__":
    write(Path(__file__).with_name("votes.csv"))
