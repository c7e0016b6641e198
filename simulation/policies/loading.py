"""From what a user writes to a policy: a name, or a class in the user's own file, with levers.

Written as::

    improvement-boards
    improvement-boards:delay=2,hold=6
    path/to/file.py:ClassName
    path/to/file.py:ClassName:patience=6

Only the command line and Python reach this: a scenario file never names a file of code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields

from simulation.errors import PolicyError, did_you_mean, one_of
from simulation.policies.shipped import POLICIES
from simulation.policies.user_file import class_in_file
from simulation.regulation.policy import Policy, levers_of

__all__ = ["load_policies", "load_policy", "policies_named", "policy_named", "spec_of"]

_FILE = re.compile(r"(?P<file>.+?\.py)(?::(?P<rest>.*))?")


def load_policy(spec: str) -> Policy:
    """The policy that ``spec`` names.

    Args:
        spec: a shipped policy's name or ``path/to/file.py:ClassName``, then perhaps ``:`` and levers,
            ``lever=value`` with commas between.

    Raises:
        PolicyError: where there is no such policy, or it cannot be used; the message says how to mend it.
    """
    if not isinstance(spec, str):
        raise _no_policy(spec)
    spec = spec.strip()
    in_file = _FILE.fullmatch(spec)
    if in_file:
        class_name, _, levers = (in_file["rest"] or "").partition(":")
        policy = class_in_file(in_file["file"], class_name, set(POLICIES))
    else:
        name, _, levers = spec.partition(":")
        policy = _shipped(name.strip())
    values = _lever_values(policy, levers, spec)
    try:
        return policy(**values)
    except ValueError as error:
        raise PolicyError(str(error)) from None


def policy_named(given: Policy | str) -> Policy:
    """A policy itself, or the one that a text names.

    Raises:
        PolicyError: as :func:`load_policy`, and for a policy without a name.
    """
    if not isinstance(given, Policy):
        return load_policy(given)
    if not given.name:
        kind = type(given).__name__
        raise PolicyError(f'{kind} has no name, by which tables tell policies apart; write name = "my-policy" in it')
    return given


def load_policies(given: str | Policy | Iterable[str | Policy]) -> list[Policy]:
    """As :func:`policies_named`, each once: for a comparison, whose results go by their policies' labels.

    Raises:
        PolicyError: as :func:`policies_named`, and where a policy comes twice.
    """
    policies = policies_named(given)
    labels = [spec_of(policy) for policy in policies]
    for label in labels:
        if labels.count(label) > 1:
            raise PolicyError(f"policy {label} is asked for more than once; name each policy once")
    return policies


def policies_named(given: str | Policy | Iterable[str | Policy]) -> list[Policy]:
    """The policies of a comma-separated text, or of several specs, in their order; one that is made stands for itself.

    A comma inside a spec's levers belongs to the spec: ``ladder:hold=4,margin=2,hands-off`` is two
    policies.

    Raises:
        PolicyError: as :func:`policy_named`, and where there is none.
    """
    several = _split(given) if isinstance(given, str) else given if isinstance(given, Iterable) else [given]
    policies = [policy_named(one) for one in several]
    if not policies:
        raise PolicyError(f"no policy is named; name at least one of {one_of(POLICIES)}")
    return policies


def spec_of(policy: Policy) -> str:
    """A policy's name with those of its levers that differ from their defaults, as :func:`load_policy` reads it.

    It tells apart two settings of one policy, in tables and files.
    """
    changed = [
        f"{entry.name}={getattr(policy, entry.name):.12g}"
        for entry in levers_of(type(policy))
        if getattr(policy, entry.name) != entry.default
    ]
    return f"{policy.name}:{','.join(changed)}" if changed else policy.name


def _no_policy(given: object) -> PolicyError:
    """What is said of something that is neither a policy nor text."""
    if isinstance(given, type) and issubclass(given, Policy):
        return PolicyError(f"{given.__name__} is a class of policies; make one of it: {given.__name__}()")
    return PolicyError(f'{given!r} is not a policy; write its name as text, as in "{next(iter(POLICIES))}"')


def _split(text: str) -> list[str]:
    """The specs of a comma-separated text: a piece that only sets a lever belongs to the spec before."""
    specs: list[str] = []
    for piece in text.split(","):
        if specs and "=" in piece and ":" not in piece:
            specs[-1] += "," + piece
        elif piece.strip():
            specs.append(piece)
    return specs


def _shipped(name: str) -> type[Policy]:
    if name in POLICIES:
        return POLICIES[name]
    allowed = one_of([*POLICIES, "a class of your own as path/to/file.py:ClassName"])
    raise PolicyError(f'no policy is called "{name}"; allowed are {allowed}{did_you_mean(name, POLICIES)}')


def _lever_values(policy: type[Policy], text: str, spec: str) -> dict[str, float]:
    """What ``lever=value,lever=value`` sets, by the name of the lever."""
    names = [entry.name for entry in levers_of(policy)]
    allowed = f"its levers are {one_of(names)}" if names else "it has no levers"
    values: dict[str, float] = {}
    for piece in filter(None, (piece.strip() for piece in text.split(","))):
        name, equals, number = (part.strip() for part in piece.partition("="))
        if not equals:
            raise PolicyError(f'{spec}: "{piece}" is not of the form lever=value; {allowed}')
        if name not in names:
            raise PolicyError(f'{policy.name} has no lever "{name}"; {allowed}{did_you_mean(name, names)}')
        if name in values:
            raise PolicyError(f"{spec}: lever {name} is set more than once; set each lever once")
        try:
            values[name] = float(number)
        except ValueError:
            raise PolicyError(f'{policy.name}: {name} is "{number}"; it must be {_range_of(policy, name)}') from None
    return values


def _range_of(policy: type[Policy], name: str) -> str:
    data = next(f.metadata for f in fields(policy) if f.name == name)
    return f"a number between {data['low']:g} and {data['high']:g} ({data['unit']})"
