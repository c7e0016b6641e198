"""The compare page through real use: numbers that sharpen, a slider, a chip, a link, what would change the answer."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.app.conftest import Visit, visit
from tests.app.test_explore_in_a_browser import GOOD, MALFORMED, bring, look_at

pytestmark = pytest.mark.browser
SMALL = "set=years%3D5&set=run_in.quarters%3D8"
TWO = f"compare?{SMALL}&policies=last-resort%2Ccandour-first"
READY = ".ta-compare-years"
COUNTER, CHIP = ".ta-counter", ".ta-chip"


def settled(page: Page) -> None:
    """Wait until all futures are in."""
    expect(page.locator(COUNTER)).to_have_text("200 futures")


def test_numbers_sharpen_and_a_slider_changes_the_answer(visitor: Visit) -> None:
    page = visitor.open(TWO, READY)
    page.wait_for_function(f"parseInt(document.querySelector('{COUNTER}')?.innerText) >= 28")
    expect(page.locator("h1")).to_contain_text(re.compile("^If the effects are as assumed, "))
    expect(page.get_by_label("The answer")).to_contain_text("Across the plausible effects")
    page.wait_for_selector(".ta-fall")
    settled(page)
    before = page.locator("h1").inner_text()
    page.get_by_role("button", name="Change the assumptions").click()
    slider = page.get_by_role("slider", name="The usual openness of cultures in the sector")
    slider.focus()
    for _ in range(10):
        page.keyboard.press("ArrowLeft")
    expect(slider).to_have_attribute("aria-valuetext", "0.45")
    chip = page.locator(CHIP).filter(has_text="Openness mean: 0.45 (was 0.55)")
    chip.wait_for()
    expect(page.locator("h1")).not_to_have_text(before, use_inner_text=True)
    page.wait_for_url(re.compile("openness_mean%3D0.45|openness_mean=0.45"))
    chip.get_by_role("button").click()
    expect(page.locator("h1")).to_have_text(before, use_inner_text=True)  # kept, not simulated again
    expect(slider).to_have_attribute("aria-valuetext", "0.55")


def test_a_link_restores_the_view_and_reset_takes_all_back(visitor: Visit, browser: Browser) -> None:
    page = visitor.open(f"{TWO}&seed=4&set=improvement_board.gain%3D0.08", READY)
    settled(page)
    expect(page.locator(CHIP).nth(2)).to_contain_text("A board's gain: 0.08 (was 0.05)")
    seen = {place: page.locator(place).all_inner_texts() for place in ("h1", CHIP, ".ta-multiples h3", ".ta-reading")}
    again = visit(browser, visitor.base)
    other = again.open(page.url.removeprefix(visitor.base), READY)
    settled(other)
    for place, texts in seen.items():
        expect(other.locator(place)).to_have_text(texts, use_inner_text=True)
    again.context.close()
    page.get_by_label("Policy 2").select_option("ladder")
    expect(page.locator(".ta-multiples h3").last).to_have_text("Ladder")
    page.go_back()
    expect(page.locator(".ta-multiples h3").last).to_have_text("Candour first")
    page.get_by_role("button", name="Reset all").click()
    expect(page.locator(CHIP)).to_have_count(0)
    page.wait_for_url(lambda url: "set=" not in url)


def test_the_answer_speaks_of_the_outcome_that_is_asked_about(visitor: Visit) -> None:
    page = visitor.open(TWO, READY)
    settled(page)
    expect(page.locator("h1")).to_contain_text("failing councils")
    page.get_by_label("Ask about").select_option("harm")
    expect(page.locator("h1")).to_contain_text(re.compile("harm is .* point-years"))
    expect(page.get_by_label("The answer")).to_contain_text("is harm lowest")
    expect(page.locator(COUNTER)).to_have_text("200 futures")  # no future depends on it
    expect(page.get_by_label("Differences in the same futures").locator("option:checked")).to_have_text("harm")
    page.wait_for_url(re.compile("outcome=harm"))
    page.get_by_role("button", name="Share and save").click()
    expect(page.get_by_role("link", name="HTML")).to_have_attribute("href", re.compile("outcome=harm"))
    page.reload()
    expect(page.locator("h1")).to_contain_text("point-years")
    page.go_back()
    expect(page.locator("h1")).to_contain_text("failing councils")


def test_malformed_scenarios_are_told_and_a_good_one_is_compared(visitor: Visit) -> None:
    page = visitor.open(TWO, READY)
    for name in ("torn.toml", "huge.toml", "years.toml", "reader.toml"):
        content, message = MALFORMED[name]
        bring(page, name, content)
        expect(page.locator(".ta-complaint")).to_contain_text(message)
    bring(page, "mine.toml", GOOD.replace('title = "', 'title = "My own: ').replace("years = 20", "years = 5").encode())
    expect(page.locator(".ta-complaint")).to_have_count(0)
    expect(page.get_by_label("Scenario").locator("option:checked")).to_contain_text("My own: ")
    page.wait_for_url(re.compile("scenario=~"))
    expect(page.locator(".ta-multiples h3")).to_have_count(2)  # the policies stay


def test_all_panels_look_at_one_year(visitor: Visit) -> None:
    page = visitor.open(TWO, READY)
    settled(page)
    readings = page.locator(".ta-reading")
    last = readings.all_inner_texts()
    page.get_by_label("Look at").focus()
    page.keyboard.press("Home")
    for place, text in enumerate(last):
        expect(readings.nth(place)).not_to_have_text(text, use_inner_text=True)
    expect(page.locator(".ta-compare-years .ta-now")).to_have_count(4)
    page.locator(".ta-compare-years details summary").click()
    expect(page.locator(".ta-compare-years tbody tr")).to_have_count(2 * 5)
    first = readings.first.inner_text().split(" ")[0]
    expect(page.locator(".ta-compare-years tbody td").nth(2)).to_have_text(re.compile(f"^{re.escape(first)}"))


def test_what_would_change_it_is_asked_stopped_and_asked_again(visitor: Visit) -> None:
    page = visitor.open(TWO, READY)
    page.wait_for_selector(".ta-compare-turning button:enabled")
    page.get_by_role("button", name="Find out").click()
    page.get_by_role("button", name="Stop").click()
    page.get_by_role("button", name="Find out").click()
    page.wait_for_selector(".ta-turning-list li")
    expect(page.locator(".ta-compare-turning")).to_contain_text("in the same 40 futures")


def test_what_an_address_cannot_ask_is_told(visitor: Visit) -> None:
    page = visitor.open("compare?policies=x.py%3AEvil%2Cladder", ".ta-complaint")
    expect(page.locator(".ta-complaint")).to_contain_text('no policy is called "x.py"')
    page = visitor.open("compare?set=linkage%3D99", ".ta-complaint")
    expect(page.locator(".ta-complaint")).to_contain_text("linkage is 99")


@pytest.mark.parametrize(("width", "height", "scheme"), [(1366, 768, "light"), (820, 1180, "dark")])
def test_axe_finds_nothing_and_nothing_sticks_out(
    browser: Browser, server: str, width: int, height: int, scheme: str
) -> None:
    found = visit(browser, server, width=width, height=height, scheme=scheme)
    page = found.open(f"compare?{SMALL}&policies=last-resort%2Ccandour-first%2Cblame-first%2Cladder", READY)
    page.wait_for_selector(".ta-fall")
    settled(page)
    seen = [look_at(page)]
    page.get_by_role("button", name="Change the assumptions").click()
    for summary in page.locator("details summary").all():
        summary.click()
    page.get_by_role("button", name="Share and save").click()
    seen.append(look_at(page))
    found.context.close()
    assert [violations for violations, _, _ in seen] == [[], []]
    assert max(across for _, across, _ in seen) <= width
    assert min(size for _, _, size in seen) >= 14


def test_tabs_hand_the_setting_on_without_loading_the_page_anew(visitor: Visit) -> None:
    page = visitor.open(f"?scenario=linked-failures&{SMALL}")
    page.evaluate("window.isTheSame = true")
    page.get_by_role("link", name="Compare").click()
    page.wait_for_selector(READY)
    expect(page.locator(CHIP)).to_have_count(2)
    expect(page.get_by_label("Scenario")).to_have_value("linked-failures")
    page.get_by_role("link", name="Explore").click()
    page.wait_for_selector(".ta-mark")
    page.wait_for_url(re.compile("scenario=linked-failures"))
    assert page.evaluate("window.isTheSame") is True
