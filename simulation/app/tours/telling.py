"""What each step of a tour says and shows, in numbers of the future that it is about."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from simulation.app.replay import Played, thresholds_of
from simulation.app.tours.finding import HonestCase, InsularCase, LinkedCase
from simulation.log import Kind, LogEntry, when
from simulation.session.story import History

__all__ = ["Step", "tell_honest", "tell_insular", "tell_linked"]

_DONE = (Kind.STARTED, Kind.REPLACED)


@dataclass(frozen=True)
class Step:
    """One step of a tour: where the page goes, and what it says there.

    Attributes:
        title, text: what is said.
        quarter: to which the page plays.
        organisation: whose story is open; -1 for nobody's.
        also: another that is marked beside it; -1 for none.
        sees: "truth", or "regulator" for what the regulator sees.
        look: the part of the page to look at: "network", "story", "sector" or "log".
    """

    title: str
    text: str
    quarter: int
    organisation: int = -1
    also: int = -1
    sees: str = "truth"
    look: str = "network"

    def plain(self) -> dict[str, object]:
        """The step as JSON takes it."""
        return asdict(self)


class _Facts:
    """Numbers of a future in words."""

    def __init__(self, played: Played, twins: History, twin_title: str) -> None:
        self.session, self.history = played.session, played.session.history
        self.names, self.scenario = played.session.sector.names, played.session.scenario
        self.failing = thresholds_of(self.scenario)["failing"]
        self.one, self.many = self.scenario.organisation_word, self.scenario.organisations_word
        self.twins, self.twin_title = twins, twin_title

    def points(self, name: str, quarter: int, i: int) -> str:
        return f"{self.history[name][quarter, i]:.0f}"

    def entry(self, i: int, kinds: tuple[Kind, ...], begin: int, end: int) -> LogEntry | None:
        """The first entry about ``i`` of those kinds, from ``begin`` to ``end``."""
        found = (e for e in self.session.log if e.organisation == i and e.kind in kinds and begin <= e.quarter <= end)
        return next(found, None)

    def failing_at(self, quarter: int) -> tuple[int, int]:
        """How many truly fail, and how many of them nobody has called failing."""
        fails = self.history["quality"][quarter] < self.failing
        return int(fails.sum()), int((fails & (self.history["designated"][quarter] == 0)).sum())

    def twin(self, i: int, quarter: int) -> str:
        """What became of the same organisation under the other policy."""
        mine = int((self.history["quality"][: quarter + 1, i] < self.failing).sum())
        theirs = int((self.twins["quality"][: quarter + 1, i] < self.failing).sum())
        return (
            f"By {when(quarter)} {self.names[i]} has spent {mine} quarters failing. Its twin, the same {self.one} in"
            f" the same future under {self.twin_title}, has spent {theirs}, and stands at"
            f" {self.twins['quality'][quarter, i]:.0f} against {self.points('quality', quarter, i)}."
        )


def _opening(facts: _Facts, quarter: int) -> Step:
    failing, hidden = facts.failing_at(quarter)
    return Step(
        "The whole sector",
        f"Each mark is one of {len(facts.names)} invented {facts.many}. Its middle shows how good it truly is, its ring"
        f" what it reports: dark is bad, bright is good. {failing} truly fail now; {hidden} of them nobody has called"
        " failing.",
        quarter,
    )


def tell_honest(played: Played, case: HonestCase, twins: History, twin_title: str) -> list[Step]:
    """The tour of an honest organisation."""
    facts, i, low = _Facts(played, twins, twin_title), case.organisation, case.low
    name, other = facts.names[i], facts.names[case.flatterer]
    honesty = facts.history["honesty"]
    done = facts.entry(i, _DONE, case.helped - 1, case.helped + 4)
    begun = when(case.helped)
    return [
        _opening(facts, max(0, min(low, case.helped) - 2)),
        Step(
            f"{name} says what is so",
            f"In {when(low)} {name} is at its lowest: truly {facts.points('quality', low, i)}, and it reports"
            f" {facts.points('reported', low, i)}. Its honesty is {honesty[low, i]:.0%}; the middle {facts.one}'s is"
            f" {sorted(honesty[low])[len(facts.names) // 2]:.0%}. In its story the two lines run together.",
            low, i, look="story",
        ),
        Step(
            "Another is as bad, and looks better",
            f"{other} truly stands at {facts.points('quality', low, case.flatterer)}, about as {name} does, but reports"
            f" {facts.points('reported', low, case.flatterer)}. Compare the two rings.",
            low, i, case.flatterer,
        ),
        Step(
            "What the regulator sees",
            f"Without the truth, {name} looks worse than {other}: {facts.points('reported', low, i)} against"
            f" {facts.points('reported', low, case.flatterer)} reported. Reports punish whoever writes them honestly.",
            low, i, case.flatterer, sees="regulator",
        ),
        Step(
            "Honesty brings help early",
            f"{when(done.quarter)}: {done.sentence}." if done else f"Help begins at {name} in {begun}.",
            max(case.helped, done.quarter if done else 0), i, look="story",
        ),
        Step(
            "And then",
            f"{name} is back at {facts.points('quality', case.recovered, i)} in {when(case.recovered)}."
            f" {facts.twin(i, case.recovered)}",
            case.recovered, i, look="story",
        ),
    ]  # fmt: skip


def tell_insular(played: Played, case: InsularCase, twins: History, twin_title: str) -> list[Step]:
    """The tour of an insular organisation."""
    facts, i = _Facts(played, twins, twin_title), case.organisation
    name, middle = facts.names[i], (case.began + case.out) // 2
    unseen = case.out - case.began
    came = facts.entry(i, (Kind.EXPOSURE, Kind.DESIGNATED), case.out, case.out + 1)
    later = min(case.out + 12, facts.history.quarters - 1)
    done = facts.entry(i, _DONE, case.out, later)
    many = "nobody" if case.ties == 0 else (f"{case.ties} others" if case.ties > 1 else "one other")
    return [
        _opening(facts, case.began),
        Step(
            f"{name} keeps to itself",
            f"It talks to {many}: its story lists its ties. Those who know nobody learn little, and nobody who knows"
            f" them is near enough to notice. Its openness is {facts.history['openness'][case.began, i]:.0%}.",
            case.began, i, look="story",
        ),
        Step(
            "It fails, and says otherwise",
            f"In {when(middle)} {name} is truly at {facts.points('quality', middle, i)}, below {facts.failing:g}, and"
            f" reports {facts.points('reported', middle, i)}. The dark middle is true, the bright ring reported.",
            middle, i,
        ),
        Step(
            "What the regulator sees",
            f"The truth is gone from the picture. The regulator believes"
            f" {facts.points('belief', middle, i)}: reports and the odd inspection are all it has. So {name} fails"
            f" unseen for {unseen} quarters.",
            middle, i, sees="regulator",
        ),
        Step(
            "It comes out",
            f"{when(came.quarter)}: {came.sentence}." if came else f"In {when(case.out)} it is called failing at last.",
            case.out, i, look="story",
        ),
        Step(
            "What was done, and what it would have been",
            (f"{when(done.quarter)}: {done.sentence}. " if done else f"For three years nothing is done at {name}. ")
            + facts.twin(i, later),
            later, i, look="story",
        ),
    ]  # fmt: skip


def tell_linked(played: Played, case: LinkedCase, twins: History, twin_title: str) -> list[Step]:
    """The tour of two linked failures."""
    facts, a, b = _Facts(played, twins, twin_title), case.leaned_on, case.leaning
    first, second = facts.names[a], facts.names[b]
    began_a, began_b = facts.entry(a, _DONE, case.first, case.over), facts.entry(b, _DONE, case.second, case.over)
    both = [e for e in (began_a, began_b) if e is not None]
    before = max(0, case.first - 2)
    return [
        _opening(facts, before),
        Step(
            f"{second} leans on {first}",
            f"Dashed lines show who depends on whom. In {when(before)} {first} is at"
            f" {facts.points('quality', before, a)} and {second} at {facts.points('quality', before, b)}.",
            before, b, a,
        ),
        Step(
            f"{first} begins to fail",
            f"In {when(case.first)} it falls below {facts.failing:g}. What it no longer does becomes its neighbour's"
            f" pressure: watch {second}.",
            case.first, a, b,
        ),
        Step(
            f"{second} follows",
            f"{case.second - case.first} quarters later {second} fails too, at"
            f" {facts.points('quality', case.second, b)}. Treated alone it looks like bad management; with the link in"
            " sight it is one failure in two places.",
            case.second, b, a,
        ),
        Step(
            "What the regulator did",
            " ".join(f"{when(e.quarter)}: {e.sentence}." for e in both)
            or f"By {when(case.over)} nothing has been done at either; the log says why others came first.",
            max([case.second, *(e.quarter for e in both)]), a, b, look="log",
        ),
        Step(
            "One lead for both?",
            facts.twin(b, case.over) + f" Under {facts.twin_title} linked cases have one lead.",
            case.over, b, a, look="story",
        ),
    ]  # fmt: skip
