"""Every rule, compiled and as it is written: the same bits on random numbers. Rules are found, not listed."""

from __future__ import annotations

import importlib
import math
import pkgutil
import struct
import zlib
from typing import Any

import numpy as np
import pytest

from simulation import rules
from simulation.agents.plain import plain
from tests.rules.numbers import random_arguments, random_parameters

TIMES = 250

EVERY_RULE = {
    f"{module.name}.{name}": getattr(loaded, name)
    for module in pkgutil.iter_modules(rules.__path__)
    for loaded in [importlib.import_module(f"simulation.rules.{module.name}")]
    for name in loaded.__all__
}


def bits(answer: Any) -> list[bytes]:
    numbers = answer if isinstance(answer, tuple) else (answer,)
    return [struct.pack("d", number) for number in numbers]


def test_the_rules_are_found() -> None:
    assert len(EVERY_RULE) >= 40
    assert {"reporting.report", "capability.crisis_hazard", "belief.after_look"} <= set(EVERY_RULE)


@pytest.mark.parametrize("name", EVERY_RULE)
def test_compiled_and_plain_give_the_same_bits(name: str) -> None:
    rule, written = EVERY_RULE[name], plain(EVERY_RULE[name])
    rng = np.random.default_rng(zlib.crc32(name.encode()))
    answers = set()
    for _ in range(TIMES):
        record, namespace = random_parameters(rng)
        arguments = random_arguments(written, rng)
        compiled = rule(*(record if a is None else a for a in arguments))
        uncompiled = written(*(namespace if a is None else a for a in arguments))
        assert bits(compiled) == bits(uncompiled), (arguments, namespace)
        assert all(math.isfinite(x) for x in (compiled if isinstance(compiled, tuple) else (compiled,)))
        answers.add(tuple(bits(compiled)))
    assert len(answers) > 1, "the arguments never make a difference"
