"""What the facilitator says and does at each station: the page, the printed sheet and the pack have the same words."""

from __future__ import annotations

from simulation.workshop.arc import SECOND, Kind, Station

__all__ = ["AGAIN", "SCRIPT", "script_of"]

SCRIPT = {
    Kind.JOIN: (
        "“Join this room's network, then point your camera at the code, or type the address and the six signs below it."
        " Use a first name or an invented one. Keep the page open; it goes on by itself.” Go on when nearly everybody"
        " is in."
    ),
    Kind.BRIEF: (
        "Read the brief aloud, slowly. Then: “You decide what you like about the cases on your desk. What you leave"
        " alone, your standing orders deal with. Each choice is saved as you make it. You cannot break anything.”"
    ),
    Kind.PRACTICE: (
        "“This one doesn't count. Open a card, choose something, see that it says saved. Then press Done.” Walk around."
        " The bell ends it."
    ),
    Kind.ROUND: (
        "Before the first: “From now on it counts.” Say how much time there is, then keep quiet. Asked what is right:"
        " “What would you want to know? What would it cost you to find out?” The bell ends it."
    ),
    Kind.PREDICT: (
        "“The years are over. Before you see anything: which three are worse than they report? And whose worsening"
        " figures are good news? Mark them alone; then the wall shows what this room thinks.” The bell ends it."
    ),
    Kind.REVEAL: (
        "Six screens, one question each: read it, wait ten seconds, let two who disagree answer, then go on. Name"
        " nobody who did badly."
    ),
    Kind.CLOSE: (
        "“One sentence each to your neighbour: a figure at work that you will look at differently.” Thank everybody."
    ),
    Kind.OVER: "The session is over. Take the debrief home, and erase the names: both below.",
}
AGAIN = (
    "“The same names, another future. Nothing that you remember about who was bad is true any more. What you remember"
    " about how to look may be.” Say it twice. The bell ends the round."
)
"""Before the first round of a second future."""


def script_of(station: Station) -> str:
    """What to say and do at a station."""
    begins_again = station.kind == Kind.ROUND and station.number == 1 and station.future == SECOND
    return AGAIN if begins_again else SCRIPT[station.kind]
