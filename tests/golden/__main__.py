"""``python -m tests.golden``: keep the outcomes as they are now, and say what changed."""

from __future__ import annotations

from tests.golden.kept import FILE, as_text, differences, kept, outcomes_now


def refresh() -> None:
    """Write the file anew."""
    now = outcomes_now()
    changed = list(differences(kept(), now)) if FILE.exists() else ["there were none"]
    if FILE.exists() and not changed:
        print(f"Nothing changed; {FILE.name} stays as it is.")
        return
    FILE.write_text(as_text(now), "utf-8")
    print(f"{FILE.name} is written. Changed:")
    print("\n".join(f"  {line}" for line in changed[:20]))
    if len(changed) > 20:
        print(f"  and {len(changed) - 20} more measures")
    print("Look at `git diff tests/golden`, explain it in the commit, and say in CHANGELOG.md that results change.")


if __name__ == "__main__":
    refresh()
