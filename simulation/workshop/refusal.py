"""What a participant or the facilitator is told where something cannot be done; the state stays as it was."""

from __future__ import annotations

from simulation.errors import InputError

__all__ = ["RefusedError", "StoreError"]


class RefusedError(InputError):
    """Something that was asked for cannot be done now. The message is a sentence for whoever asked.

    Attributes:
        code: ``closed`` (too late), ``elsewhere`` (changed in another tab or device meanwhile), ``unknown``
            (malformed, or about something that there is not), ``refused`` (money, capacity), ``not-seated``,
            ``no-advice``, ``full``, ``not-allowed``, ``limited`` (too many failed tries) or ``busy``.
        sentences: all that is to be said; the message is the first.
        wait: seconds after which to try again, where that helps; else 0.
    """

    def __init__(self, code: str, sentence: str, *more: str, wait: float = 0.0) -> None:
        sentences = tuple(_whole(text) for text in (sentence, *more))
        super().__init__(sentences[0])
        self.code = code
        self.sentence = sentences[0]
        self.sentences = sentences
        self.wait = wait


class StoreError(InputError):
    """The database cannot be used now; nothing that was acknowledged is lost. The message is a sentence.

    Attributes:
        can_retry: whether the same may succeed later as it is.
    """

    def __init__(self, sentence: str, *, can_retry: bool = False) -> None:
        super().__init__(sentence)
        self.can_retry = can_retry


def _whole(sentence: str) -> str:
    """A whole sentence: messages from below begin small and have no full stop."""
    text = sentence[:1].upper() + sentence[1:]
    return text if text.endswith((".", "!", "?")) else f"{text}."
