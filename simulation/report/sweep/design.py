"""What was varied, and how it was run: tables and sentences about a sweep's design."""

from __future__ import annotations

from simulation.experiments.results import SweepResults
from simulation.exploration.words import ordered_titles, policy_title, value_said
from simulation.report.tables import Column, Rows, Table

__all__ = ["alternatives_table", "cannot_tell", "method_lines", "setting_of", "uncertainties_table"]

_KINDS = {
    "full-factorial": "every combination of levels",
    "latin-hypercube": "a Latin hypercube",
    "sobol": "Saltelli's scheme over a Sobol' sequence",
    "morris": "Morris's trajectories",
    "points": "the points of a file",
}

_METHOD = (
    (
        "Three uncertainties stay apart: the simulation error of a pooled mean (95%, for points and futures at once),"
        " where 9 of 10 futures lie under one set of assumptions, and where the expected difference lies from one set"
        " of assumptions to another. Better in fewer than 80 of 100 is no clear difference."
    ),
    "Regret is what is lost against the alternative that is best at the same point, from means over futures.",
    (
        "Boxes come from the patient rule induction method (Friedman and Fisher 1999; Bryant and Lempert 2010),"
        " measured on points that they were not found on; the tree is at most three divisions deep."
    ),
    (
        "Sensitivity: Sobol' indices or elementary effects by SALib where the design is made for them, and from ranks"
        " for any design; of the outcome, and of the difference between two alternatives, on which a choice hangs."
    ),
)


def setting_of(results: SweepResults) -> str:
    """What was simulated, in a line above the question."""
    futures = len(results.outcomes)
    specs = results.alternatives["policy"]
    is_one = len(specs) > 1 and specs.nunique() == 1
    policy = policy_title(specs.iloc[0])
    one = f' Each is "{policy}" with levers of its own; capacities in % of the sector.' if is_one else ""
    return (
        f"{results.title}: {len(results.labels)} alternatives under {len(results.design):,} sets of assumptions,"
        f" {futures:,} futures of {results.years} years.{one} Simulated; every effect of an instrument is an"
        " assumption."
    )


def uncertainties_table(results: SweepResults) -> Table:
    """The uncertain numbers with their ranges."""
    rows = [
        [
            f"{u.meaning} ({u.name})" if u.meaning else u.name,
            value_said(u.low, u),
            value_said(u.high, u),
            f"{len(u.levels)} levels" if u.levels else u.distribution,
        ]
        for u in results.uncertainties
    ]
    heads = [Column("", is_number=False), Column("Least"), Column("Most"), Column("How", False)]
    return Table("What was uncertain, and over which range", heads, [Rows(rows)])


def alternatives_table(results: SweepResults) -> Table:
    """The alternatives, and what sets them apart."""
    levers = [str(name) for name in results.alternatives.columns if name != "policy"]
    rows = []
    for title, (label, row) in zip(ordered_titles(results), results.alternatives.iterrows(), strict=True):
        values = ["–" if row[lever] != row[lever] else f"{row[lever]:.4g}" for lever in levers]
        rows.append([f"{title} (baseline)" if label == results.baseline else title, str(row["policy"]), *values])
    heads = [Column("", is_number=False), Column("Policy", is_number=False)]
    heads += [Column(lever.replace("_", " ").replace(".", ": ")) for lever in levers]
    return Table("What a regulator does: alternatives and levers", heads, [Rows(rows)])


def method_lines(results: SweepResults) -> list[str]:
    """How the numbers came about."""
    shared = (
        f"All points share the same {results.replications} futures, so that points differ by their assumptions alone."
        if results.same_futures
        else f"Each point has {results.replications} futures of its own."
    )
    design = (
        f"Design: {_KINDS[results.kind]}, {len(results.design):,} points over {len(results.uncertainties)} uncertain"
        " numbers."
    )
    paired = "Every alternative is played at every point in the same futures, so that differences are pair by pair."
    return [design, f"{paired} {shared}", *_METHOD]


def cannot_tell(results: SweepResults) -> list[str]:
    """What the answer doesn't say, the most important first."""
    said = [
        (
            "Which instrument works. No source compares them: their effects are assumptions, and this says what follows"
            " as they vary over the ranges below, and not beyond."
        ),
        (
            "How likely a set of assumptions is. Shares of design points count points, which the design spreads over"
            " the ranges; they are no probabilities."
        ),
        f"Anything about a real {results.organisation_word}, or how many will fail.",
        "What lies outside the model: elections, money beyond the costs listed, and how people outside respond.",
    ]
    if len(results.failures):
        said.insert(0, f"{len(results.failures):,} simulations failed and are left out; see failures.parquet.")
    return said
