"""What the facilitator says and does at each station, in a few lines: the printed script has more."""

from __future__ import annotations

from simulation.workshop.arc import Kind

__all__ = ["SCRIPT"]

SCRIPT = {
    Kind.JOIN: "Ask everybody to open the address on the wall and to type the code. A nickname will do.",
    Kind.BRIEF: "Read the brief aloud. Say: nobody will be marked; the room learns together.",
    Kind.PRACTICE: "Say: this round does not count, and is another future. Open a card, choose, see it saved.",
    Kind.ROUND: (
        "Say how much time there is, then keep quiet. What is saved at the bell counts; standing orders do the rest."
    ),
    Kind.PREDICT: (
        "Say: mark three that are worse than they report, and one whose worsening figures are good news. Then the"
        " curtain."
    ),
    Kind.REVEAL: (
        "One screen at a time. Read the question, let pairs talk for a minute, then ask three of them. Name nobody"
        " who did badly."
    ),
    Kind.CLOSE: "Ask each for one sentence: what will you look at differently tomorrow? Then thank them.",
    Kind.OVER: "The session is over. Export it if you want to; `turnaround workshop forget` erases the names.",
}
