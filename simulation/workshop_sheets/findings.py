"""The fourteen findings in a sentence each, and what an observer watches for where a workshop is about one."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["FINDINGS", "Finding"]


@dataclass(frozen=True)
class Finding:
    """A finding.

    Attributes:
        statement: as on the page of signatures.
        watch: the question for whoever watches a table.
    """

    statement: str
    watch: str


FINDINGS = {
    "S1": Finding(
        "Peers can help before failure is severe, if a formal trigger makes it happen early.",
        "How low did figures have to be before somebody spoke of help?",
    ),
    "S2": Finding(
        "Failures at notionally separate organisations are linked; uncoordinated interventions misfire.",
        "Two that lean on each other are in trouble: is that one story or two? Does the table begin at both?",
    ),
    "S3": Finding(
        "Failure is ever-present, and the risks rise.",
        "A new name comes up: does anybody ask who let it happen, or what has changed for everybody?",
    ),
    "S4": Finding(
        "Restructuring and parcelling out blame are superficial.",
        "Who wants a reform or a censure, and what do they expect to see a year later?",
    ),
    "S5": Finding(
        "Performance can dip further as recovery begins; overseers must hold their nerve.",
        "Figures fall after help began: does the table wait, ask, or replace what it began?",
    ),
    "S6": Finding(
        "The centre steps in last.",
        "How long was it bad before commissioners were spoken of?",
    ),
    "S7": Finding(
        "Purely voluntary networks miss the insular.",
        "Peers cannot be had somewhere: what does the table do next, and does it come back a year later?",
    ),
    "S8": Finding(
        "Sector bodies can broker help as a non-statutory intervention.",
        "Does anybody ask who could bring two organisations together that do not know each other?",
    ),
    "S9": Finding(
        "Peer reviews do not always spot failure; improvement boards can.",
        "A review found nothing: does the table stop asking?",
    ),
    "S10": Finding(
        "Openness without blame protects against future failure.",
        "Does the table speak of why people would tell it the truth?",
    ),
    "S11": Finding(
        "Honest reporting makes an organisation look worse before it gets better.",
        "Figures fall: does anybody ask whether the truth fell too? What do they do before they know?",
    ),
    "S12": Finding(
        "Being called failing brings rigorous examination that shows the true extent.",
        "What does the table make of a bad finding: news about the organisation, or about its figures?",
    ),
    "S13": Finding(
        "The sector can learn from failing organisations.",
        "Something worked or failed: does the table use it elsewhere?",
    ),
    "S14": Finding(
        "The regulator sees reports, not the truth.",
        "Which figure is trusted most, and does anybody say where it comes from?",
    ),
}
