"""Places of numbers beside marks: each policy is numbered once, within the picture, none over another."""

from __future__ import annotations

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from simulation.workshop_server.pictures import HarmCost, axis, labels, unbeaten

WIDTH, HEIGHT, TEXT = 310.0, 300.0, 14.0
policies = st.lists(
    st.builds(
        lambda harm, cost: SimpleNamespace(harm=harm, cost=cost),
        st.floats(0, 3000, allow_subnormal=False).map(round),
        st.floats(0, 40, allow_subnormal=False).map(lambda cost: round(cost, 1)),
    ),
    min_size=1,
    max_size=20,
)


@given(policies)
def test_every_number_is_written_once_within_the_picture(shown: list[HarmCost]) -> None:
    numbered = unbeaten(shown)
    x = axis([one.cost for one in shown], 4 * TEXT, WIDTH - 1.5 * TEXT)
    y = axis([one.harm for one in shown], HEIGHT - 3 * TEXT, TEXT)
    written = labels(numbered, x, y, WIDTH, TEXT)
    found = []
    for label in written:
        first, _, last = label.words.partition("–")
        found += range(int(first), int(last or first) + 1)
        wide = 0.62 * len(label.words) * TEXT
        begins = label.x - wide if label.ends_here else label.x
        assert begins >= 0
        assert begins + wide <= WIDTH + 0.1
    assert found == list(range(1, len(numbered) + 1))


def test_policies_that_lie_together_share_a_label() -> None:
    shown = [SimpleNamespace(harm=1500, cost=6), *(SimpleNamespace(harm=1270 - k, cost=36 + k / 2) for k in range(3))]
    x, y = axis([0, 40], 56, 289), axis([1200, 1800], 258, 14)
    assert [label.words for label in labels(shown, x, y, WIDTH, TEXT)] == ["1", "2–4"]
