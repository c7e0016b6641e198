"""The policies that ship, one file each, and how a policy is named and loaded.

Each file reads as the rule that it implements, written in the words of ``conditions``.
"""

from simulation.errors import PolicyError
from simulation.policies.loading import load_policies, load_policy, policies_named, policy_named, spec_of
from simulation.policies.shipped import DEFAULT_POLICIES, POLICIES

__all__ = [
    "DEFAULT_POLICIES",
    "POLICIES",
    "PolicyError",
    "load_policies",
    "load_policy",
    "policies_named",
    "policy_named",
    "spec_of",
]
