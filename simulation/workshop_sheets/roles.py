"""Role cards: people who share a desk and want different things. Paper alone; no page knows of them."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["ROLES", "Role"]


@dataclass(frozen=True)
class Role:
    """A card; ``WORD`` and ``WORDS`` stand for what organisations are called.

    Attributes:
        name: who you are.
        wants: what you want.
        asks: what you ask in every round.
        gives_way: where you give way.
    """

    name: str
    wants: str
    asks: str
    gives_way: str

    def worded(self, word: str, words: str) -> Role:
        """The card with the scenario's own words."""
        parts = (self.name, self.wants, self.asks, self.gives_way)
        return Role(*(part.replace("WORDS", words).replace("WORD", word) for part in parts))


ROLES = (
    Role(
        "The chair",
        "A decision before the bell that all can live with. You type it, and you have one vote like the others.",
        "Who has not spoken yet? What would change your mind?",
        "Where talk goes round in circles: then you take a quick vote.",
    ),
    Role(
        "The minister's office",
        "To be seen to act. A failure in the news with nothing strong begun is the worst that can happen to you.",
        "What can we say tomorrow that we have done?",
        "Where somebody shows that the same place will be in the news again in a year.",
    ),
    Role(
        "The treasury",
        "To spend little, and to know until when. You pay for five years after you have left, too.",
        "What does it commit us to, and what is left for the next one?",
        "Where waiting would cost more, and somebody can say why.",
    ),
    Role(
        "The chief inspector",
        "To know before anybody acts. You have seen good figures and bad places.",
        "How do we know? When did anybody last look, and who?",
        "Where looking would cost what would have paid for help.",
    ),
    Role(
        "The association of WORDS",
        "That WORDS help each other before it is official, and nobody is shamed.",
        "Who good could help here, and would they know each other without us?",
        "Where peers have been there for two years and it is still called failing.",
    ),
    Role(
        "People who need the service",
        "That no WORD fails with nothing to help it. You don't care whose fault it is.",
        "Who is waiting, how long by now, and who is not even on the list?",
        "Where help has begun and needs its time.",
    ),
    Role(
        "Managers and staff",
        "That telling the truth is safe. You know what is hidden where people are afraid.",
        "What will everybody else learn from what we do to this WORD?",
        "Where people come to harm now.",
    ),
    Role(
        "The long view",
        "That what is mended stays mended. The five years after the last round count as much.",
        "Is that more than chance? A figure moves by a few points by itself. And what is left when we go?",
        "Where there is no later without a now.",
    ),
)
