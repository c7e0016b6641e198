"""The description and the code say the same: a model written from the pages alone agrees with the engine."""

from __future__ import annotations

import pytest

from tests.agents.small import small_scenario
from tests.reference.comparing import assert_agree
from tests.reference.policies import RULES


@pytest.mark.parametrize("regime", ["inspection-led", "oversight-led"])
@pytest.mark.parametrize("policy", [*RULES, "adaptive"])
def test_agrees_quarter_by_quarter(policy: str, regime: str) -> None:
    assert_agree(small_scenario(regime=regime), policy)
