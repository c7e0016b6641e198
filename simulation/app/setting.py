"""The setting of the explore page: which future, under which policy, beside which other."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

from simulation.app.address import Choice, choice_in, keys_in, policy_in, query_of, whole_number
from simulation.policies import spec_of

__all__ = ["DEFAULT_BESIDE", "DEFAULT_POLICY", "Setting", "setting_in"]

DEFAULT_POLICY = "improvement-boards"
DEFAULT_BESIDE = "last-resort"
_MOST_FUTURE = 9_999


@dataclass(frozen=True)
class Setting:
    """What the explore page shows.

    Attributes:
        choice: scenario, seed and changed numbers.
        policy: who regulates, as ``spec_of`` writes it.
        future: its number.
        beside: another policy, under which the same organisations' twins live.
        tour: the guided tour that is on, or nothing.
    """

    choice: Choice = field(default_factory=Choice)
    policy: str = DEFAULT_POLICY
    future: int = 0
    beside: str = DEFAULT_BESIDE
    tour: str = ""

    @property
    def query(self) -> str:
        """The setting as an address writes it; what is as by default is left out."""
        pairs = self.choice.pairs()
        for key, value, default in (
            ("policy", self.policy, DEFAULT_POLICY),
            ("future", str(self.future), "0"),
            ("beside", self.beside, DEFAULT_BESIDE),
            ("tour", self.tour, ""),
        ):
            if value != default:
                pairs.append((key, value))
        return query_of(pairs)

    @property
    def played(self) -> Hashable:
        """What the session behind a file depends on, as the pool keeps it."""
        return ("played", self.choice, self.policy, self.future)

    @property
    def replayed(self) -> Hashable:
        """What the replay depends on, as the pool keeps it."""
        return ("replay", self.choice, self.policy, self.future)

    @property
    def twinned(self) -> Hashable:
        """What the twins depend on."""
        return ("twin", self.choice, self.beside, self.future)


def setting_in(search: str | None) -> Setting:
    """The setting that an address describes.

    Args:
        search: its query, with the question mark or without.

    Raises:
        InputError: where a value cannot be used. Whether there is such a scenario is seen when it is opened.
    """
    keys = keys_in(search)
    policies = {"policy": DEFAULT_POLICY, "beside": DEFAULT_BESIDE}
    specs = {key: spec_of(policy_in(keys.get(key, [default])[-1])) for key, default in policies.items()}
    return Setting(
        choice=choice_in(keys),
        policy=specs["policy"],
        beside=specs["beside"],
        future=whole_number(keys, "future", 0, _MOST_FUTURE),
        tour=keys.get("tour", [""])[-1][:40],
    )
