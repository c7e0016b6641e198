"""Sections on prediction: what was asked, who predicts better, and whether intervals hold."""

from __future__ import annotations

from collections.abc import Mapping

from simulation.evidence.months import month_text
from simulation.report.validation.in_sample import checks_in_short, coverage_by_topic, missed
from simulation.report.validation.marking import counted, interval, listed, number, percent, table
from simulation.validation.paired import PairedScores
from simulation.validation.predictions import Predictions
from simulation.validation.splits import InSpace, InTime
from simulation.validation.validating import Validation

__all__ = ["beaten_in_short", "parts_of", "rivals_in_short", "scores_section"]

_RIVALS = """\
Two rivals are fitted to the same training part.

- **Markov chain**: each region has its own row of probabilities after each grade, drawn around the sector's row
  (Dirichlet-multinomial; how far regions differ is fitted by its marginal likelihood and averaged over). Where a region
  was left out, its effect is integrated out.
- **same as the last**: the grade stays with the probability with which it stayed in the training part, one case added
  to either side; the rest is spread evenly over the other three. Without that its log score would be infinite.

The model predicts by simulation: its posterior, fitted to the training part, is simulated, and what followed for
simulated organisations in the same position is the prediction. A position is the last two grades, the months between
reports, the date and, in the split in time alone, how far the region stood above the sector. All forecasters are
asked one step ahead: given the grade before, which comes next?

**Scores**, both proper, less is better. The *log score* is −log of the probability given to the grade that came. The
*energy score* (Gneiting and Raftery 2007,
[doi 10.1198/016214506000001437](https://doi.org/10.1198/016214506000001437)) is E|X − y| − ½ E|X − X′|, X and X′ being
independent draws of the prediction and y what came. For a single grade, counted in steps, it is the ranked
probability score, so that a near miss costs less; for a region, X is the vector of its four shares by next grade.
"""


def parts_of(found: Validation) -> dict[str, Predictions]:
    """The predictions by what they are of."""
    parts: dict[str, Predictions] = {}
    if found.in_time is not None:
        until = month_text(found.in_time.until)
        parts[f"first after {until}"] = found.in_time.first
        parts[f"all after {until}"] = found.in_time.all
    if found.in_space is not None:
        parts["region left out"] = found.in_space.all
    return parts


def rivals_in_short(what: str, said: Predictions, seed: int) -> str:
    """Whether the model beats its rivals in one split, in a plain sentence."""
    scores = said.scores(seed)
    sentences = [
        _against(rival, {score.score: score.verdict for score in scores if score.rival == rival})
        for rival in said.names[1:]
    ]
    return f"**{what[0].upper()}{what[1:]}** ({counted(len(said.asked), 'transition')}): {'; '.join(sentences)}."


def beaten_in_short(parts: Mapping[str, Predictions], seed: int) -> list[str]:
    """Whether the model beats each rival over all splits and both scores, a plain sentence each."""
    scores = [score for said in parts.values() for score in said.scores(seed)]
    sentences = []
    for rival in dict.fromkeys(score.rival for score in scores):
        verdicts = [score.verdict for score in scores if score.rival == rival]
        better, worse = verdicts.count("better"), verdicts.count("worse")
        of_all = f"in {better} of {len(verdicts)} comparisons (splits and scores) it is better, in {worse} worse"
        sentences.append(
            f"The model **{_judged(better, worse, len(verdicts))}** {_named(rival)}:"
            f" {of_all}{_rest(better, worse, len(verdicts))}."
        )
    return sentences


def _judged(better: int, worse: int, comparisons: int) -> str:
    """In words, whether the model beats a rival."""
    if better and worse:
        return "neither beats nor loses to"
    if better:
        return "beats" if 2 * better > comparisons else "beats in part"
    return "does worse than" if 2 * worse > comparisons else "does not beat"


def _rest(better: int, worse: int, comparisons: int) -> str:
    return ", in the others they cannot be told apart" if better + worse < comparisons else ""


def _named(rival: str) -> str:
    return "the Markov chain" if rival == "Markov chain" else '"same as the last"'


def _against(rival: str, of_rival: Mapping[str, str]) -> str:
    words = {"better": "beats", "worse": "does worse than", "not told apart": "cannot be told apart from"}
    verdicts = list(dict.fromkeys(of_rival.values()))
    first = f"it {words[verdicts[0]]} {_named(rival)}"
    if len(verdicts) == 1:
        return f"{first} by either score"
    one, other = of_rival
    return f"by the {one} score {first}, by the {other} score it {words[of_rival[other]]} it"


def _score_row(what: str, score: PairedScores) -> list[str]:
    return [
        what, score.rival, score.score, f"{score.cases}", number(score.model_mean, 3), number(score.rival_mean, 3),
        number(score.difference, 3), interval(score.low, score.high, share=False, decimals=3), score.verdict,
    ]  # fmt: skip


def scores_section(found: Validation, pictures: str) -> list[str]:
    """Who predicts better, in sentences, a picture and tables."""
    parts = parts_of(found)
    if not parts:
        return [
            "## Out of sample",
            "",
            "Not run: fitting to a part of the data needs the simulated panels of the calibration.",
            "",
        ]
    rows = [_score_row(what, score) for what, said in parts.items() for score in said.scores(found.seed)]
    head = ("split", "rival", "score", "cases", "model", "rival", "model − rival", "95% interval", "the model is")
    lines = ["## Out of sample", "", *_splits(found), _RIVALS, " ".join(beaten_in_short(parts, found.seed)), ""]
    lines += [f"- {rivals_in_short(what, said, found.seed)}" for what, said in parts.items()]
    lines += [
        "",
        f"![Differences of scores between the model and its rivals]({pictures}/scores.png)",
        "",
        *table(head, rows, left=3),
        (
            "Intervals draw whole organisations again. They say nothing of other regions than these: with so few of"
            " them, a handful of regions of their own kind could turn a result."
        ),
        "",
        "### Regions as wholes",
        "",
        "The energy score of each region's vector of four shares by next grade (less is better), from joint draws.",
        "",
    ]
    for what, said in parts.items():
        if what.startswith("all"):
            continue
        lines += _regional(what, said)
    return lines + _left_out_targets(found.in_time, found.in_space)


def _splits(found: Validation) -> list[str]:
    lines = []
    if found.in_time is not None:
        until = month_text(found.in_time.until)
        lines.append(
            f"- *In time*: fitted to what was reported up to {until}, asked of what came after. **First**: the first"
            " report of each organisation after that, so that nothing later is known of it. **All**: every later one,"
            " given the grade before, itself perhaps a later one."
        )
    if found.in_space is not None:
        lines.append(
            f"- *In space*: {counted(len(found.in_space.regions), 'region')}, each left out in turn, fitted to the"
            " others, asked of all transitions of the one left out."
        )
    lines.append(
        "- *No peeking*: posteriors for parts of the data are fitted from the calibration's simulated panels to the"
        " targets of that part alone. Where those panels lie close together was decided on all of the data; their"
        " weights undo that, so that before a fit every part of the prior counts as much as if it had been drawn"
        " evenly."
    )
    return [*lines, ""]


def _regional(what: str, said: Predictions) -> list[str]:
    frame = said.regional_scores()
    names = list(said.names)
    rows = [
        [str(row["region"]), f"{row['cases']}", *(number(float(row[name]), 3) for name in names)]
        for row in frame.to_dict("records")
    ]
    rows.append(["*mean*", "", *(number(float(frame[name].mean()), 3) for name in names)])
    wins = [
        f"{_named(rival)} in {int((frame[names[0]] < frame[rival]).sum())} of {counted(len(frame), 'region')}"
        for rival in names[1:]
    ]
    return [
        f"*{what[0].upper()}{what[1:]}.* The model scores better than {listed(wins)}.",
        "",
        *table(("region", "cases", *names), rows),
    ]


def _left_out_targets(later: InTime | None, others: InSpace | None) -> list[str]:
    lines = ["### Targets of what was left out", ""]
    if later is not None:
        lines += [
            (
                f"*{later.checks.what}*, from a posterior fitted to the years before, simulated through the whole"
                f" window. {checks_in_short(later.checks)}"
            ),
            "",
            *coverage_by_topic(later.checks),
            "Missed:",
            "",
            *missed(later.checks),
        ]
    if others is not None:
        rows = []
        for checks in others.checks:
            scored = checks.scored
            shares = scored[scored["is_share"]]
            misses = [str(name) for name in scored.loc[scored["verdict"] != "inside", "name"]]
            rows.append(
                [
                    checks.what,
                    ", ".join(f"`{name}`" for name in misses) or "none",
                    f"{int((scored['verdict'] == 'inside').sum())} of {len(scored)}",
                    percent(float((shares["high"] - shares["low"]).mean())),
                ]
            )
        lines += [
            (
                "Each region, from a posterior fitted to the others. Scored targets with ten cases at least; the mean"
                " width is that of shares, in percentage points."
            ),
            "",
            *table(("region left out", "missed", "inside", "mean width"), rows, left=2),
        ]
    return lines
