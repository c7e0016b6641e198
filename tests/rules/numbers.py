"""The numbers that tests of rules use: parameters by default or drawn, and what each argument of a rule may be."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
from hypothesis import strategies as st

from simulation.parameters import REGISTER

DEFAULTS = SimpleNamespace(**{name: parameter.default for name, parameter in REGISTER.items()})
"""The parameters as shipped, as a rule in plain Python takes them."""


def with_numbers(**values: float) -> SimpleNamespace:
    """The defaults with some changed."""
    unknown = set(values) - set(REGISTER)
    assert not unknown, unknown
    return SimpleNamespace(**vars(DEFAULTS) | values)


shares = st.floats(0.0, 1.0)
points = st.floats(0.0, 100.0)
pressures = st.floats(-60.0, 60.0)
draws = st.floats(-6.0, 6.0)
stances = st.sampled_from([-1, 0, 1])


def parameters() -> st.SearchStrategy[SimpleNamespace]:
    """Parameters within their plausible ranges: the defaults, all lows, all highs, or a mixture with many ends.

    A mixture hangs on one number, which is far quicker than a draw for each of a hundred parameters.
    """
    ends = [SimpleNamespace(**{n: getattr(p, end) for n, p in REGISTER.items()}) for end in ("default", "low", "high")]
    return st.one_of(st.sampled_from(ends), st.integers(0, 2**32 - 1).map(_mixture))


def _mixture(seed: int) -> SimpleNamespace:
    rng = np.random.default_rng(seed)
    return SimpleNamespace(
        **{
            name: float((p.low, p.high, rng.uniform(p.low, p.high))[min(int(rng.integers(6)), 2)])
            for name, p in REGISTER.items()
        }
    )


# What each argument of a rule may be, by its name: a least, a most, and the numbers where rules bend.

_SHARE = (0.0, 1.0, (0.0, 1.0, 0.5))
_POINTS = (0.0, 100.0, (0.0, 25.0, 40.0, 45.0, 60.0, 62.0, 80.0, 100.0))
_REPORT = (-20.0, 130.0, (0.0, 40.0, 60.0, 100.0))
_PRESSURE = (-60.0, 60.0, (0.0,))
_DRAW = (-6.0, 6.0, (0.0,))
_VARIANCE = (0.01, 200.0, (1.0, 16.0))
_SMALL = (0.0, 10.0, (0.0, 1.0))
_COUNT = (0, 40, (0, 1))

ARGUMENTS: dict[str, tuple[float, float, tuple[float, ...]]] = {
    **dict.fromkeys(
        "openness honesty leadership blame connectedness connected neighbours_openness usual usual_openness reach "
        "insularity others_insularity level own neighbours sector censure_blame instrument_blame scrutiny "
        "instrument_scrutiny target gain u".split(),
        _SHARE,
    ),
    **dict.fromkeys("quality capability neighbours_capability ceiling sustained".split(), _POINTS),
    **dict.fromkeys("reported mean finding".split(), _REPORT),
    **dict.fromkeys("pressure trend common regional burden spilt events before bias".split(), _PRESSURE),
    **dict.fromkeys("draw".split(), _DRAW),
    **dict.fromkeys("variance bias_variance look_variance".split(), _VARIANCE),
    **dict.fromkeys(
        "lessons heard learnt helped left lost disruption helper_load change_cost cost sd spread "
        "mean_shortfall mean_disruption_under_other_leads total_weight".split(),
        _SMALL,
    ),
    "covariance": (-5.0, 5.0, (0.0,)),
    "coaching": (-0.1, 0.1, (0.0,)),
    "effect": (-0.1, 0.1, (0.0,)),
    "value": (-150.0, 150.0, (0.0, 1.0, 100.0, -0.0)),
    "quarter": (-40, 200, (-1, 0, 1)),
    "stance": (-1, 1, (-1, 0, 1)),
    "designated": (0, 1, (0, 1)),
    "examined": _COUNT,
    "grade": (0, 4, (0, 1)),
    "missed": (0, 1, (0, 1)),
}


def random_arguments(rule: Callable[..., Any], rng: np.random.Generator) -> list[Any]:
    """Arguments for a rule, ``p`` left out as None: anywhere in range, one in four where rules bend."""
    arguments: list[Any] = []
    for name in inspect.signature(rule).parameters:
        if name == "p":
            arguments.append(None)
            continue
        assert name in ARGUMENTS, f"give the argument {name} of {rule.__name__} a range in {__name__}.ARGUMENTS"
        least, most, bends = ARGUMENTS[name]
        if rng.random() < 0.25:
            drawn = bends[int(rng.integers(len(bends)))]
        elif isinstance(least, int):
            drawn = int(rng.integers(least, int(most) + 1))
        else:
            drawn = float(rng.uniform(least, most))
        arguments.append(bool(drawn) if name == "missed" else drawn)
    return arguments


SET_BY_SCENARIOS = {
    "earlier_framework_shift": (-12.0, 12.0),
    "earlier_framework_quarters": (0.0, 80.0),
    "pressure_level": (-30.0, 30.0),
}
"""Numbers that are nil unless a scenario says so, and so have no range of assumptions: what tests give them."""


def random_parameters(rng: np.random.Generator) -> tuple[np.record, SimpleNamespace]:
    """The same parameters as compiled code and as plain Python takes them."""
    ranges = {name: SET_BY_SCENARIOS.get(name, (p.low, p.high)) for name, p in REGISTER.items()}
    drawn = {name: float(rng.uniform(*ends)) for name, ends in ranges.items()}
    return REGISTER.records(1, drawn)[0], SimpleNamespace(**drawn)


