"""``optimise``: the search itself, by Optuna's tree of Parzen estimators, and the winner measured on other futures."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from simulation.errors import InputError
from simulation.optimising.found import Found, found_of
from simulation.optimising.futures import Play, futures_of
from simulation.optimising.objective import objective_of, over_limits
from simulation.optimising.search import Search, SearchedLever
from simulation.outcomes import outcome_named

if TYPE_CHECKING:
    import optuna
    from optuna.storages import JournalStorage

__all__ = ["Progress", "need_optuna", "optimise"]

Progress = Callable[[str, int, int], None]
"""Called with what is being done, the futures that are done, and how many there are."""

_BEYOND = 1e9
"""What a setting that passes a limit is worth: worse than any that keeps it, and the worse the further beyond."""
_SEARCHING, _MEASURING = "trying settings", "on futures it never saw"
_HASH = "search"


def need_optuna() -> None:
    """See that what searches is installed.

    Raises:
        InputError: where it is not; the message says how to install it.
    """
    if find_spec("optuna") is None:
        raise InputError("optuna is not installed, which searches; install it with: pip install 'turnaround[optimise]'")


def optimise(
    search: Search | str | Path,
    *,
    workers: int | None = None,
    storage: str | Path | None = None,
    progress: Progress | None = None,
    training: Play | None = None,
    held_out: Play | None = None,
) -> Found:
    """Search a policy's parameters, and measure the winner on futures that the search never saw.

    Args:
        search: itself, the name of one that ships, or a file.
        workers: threads; results don't depend on it.
        storage: a file that keeps every trial, so that a search that was stopped goes on.
        progress: called as trials are done.
        training, held_out: what plays alternatives, in place of the simulator.

    Raises:
        InputError: where the search cannot be made, Optuna is missing, or the storage holds another search.
    """
    need_optuna()
    chosen = search if isinstance(search, Search) else Search.load(search)
    content = chosen.content
    tell = progress or _silent
    names = list(dict.fromkeys([content.objective.outcome, "cost_a_year", *content.objective.limits]))
    train = training or futures_of(chosen, held_out=False, outcomes=names, workers=workers)
    sign = 1.0 if outcome_named(content.objective.outcome).less_is_better else -1.0
    rivals = sign * train(chosen.rivals)[:, :, 0] if chosen.rivals else np.zeros((0, 0))
    study = _study(chosen, storage)

    def tried(trial: optuna.Trial) -> float:
        values = {lever.name: _suggested(trial, lever) for lever in chosen.levers}
        played = train([chosen.alternative(values)])[:, 0]
        means = dict(zip(names, np.nanmean(played, axis=0).tolist(), strict=True))
        value = objective_of(content.objective.aim, sign * played[:, 0], rivals)
        beyond = over_limits(means, content.objective.limits)
        trial.set_user_attr("means", means)
        trial.set_user_attr("beyond", beyond)
        trial.set_user_attr("objective", value)
        return _BEYOND * (1.0 + beyond) if beyond > 0.0 else value

    done = len([trial for trial in study.trials if trial.state.is_finished()])
    for k in range(done, content.trials):
        tell(_SEARCHING, k * content.futures, content.trials * content.futures)
        study.sampler = _sampler(chosen, k)
        study.optimize(tried, n_trials=1)
    tell(_SEARCHING, content.trials * content.futures, content.trials * content.futures)
    trials = _trials(study, chosen)
    if not trials["is_allowed"].any():
        limits = ", ".join(f"{name} of at most {most:g}" for name, most in content.objective.limits.items())
        raise InputError(
            f"{content.name}: none of {content.trials} settings keeps to {limits}; the lowest was"
            f" {_lowest(trials, content.objective.limits)}"
        )
    winner = _winner(trials, chosen)
    test = held_out or futures_of(chosen, held_out=True, outcomes=names, workers=workers)
    compared = [chosen.alternative(winner), chosen.default, *chosen.rivals]
    tell(_MEASURING, 0, content.held_out * len(compared))
    result = found_of(chosen, trials, winner, names, train(compared), test(compared))
    tell(_MEASURING, content.held_out * len(compared), content.held_out * len(compared))
    return result


def _silent(what: str, done: int, of_all: int) -> None:
    """Progress that nobody asked about."""


def _suggested(trial: optuna.Trial, lever: SearchedLever) -> float:
    if lever.whole:
        return float(trial.suggest_int(lever.name, int(np.ceil(lever.low)), int(np.floor(lever.high))))
    return float(trial.suggest_float(lever.name, lever.low, lever.high))


def _study(search: Search, storage: str | Path | None) -> optuna.Study:
    """A study, with the policy as it is as its first trial; one that goes on, where the storage holds it."""
    import optuna

    # Its warning of a trial that was stopped is a traceback; what goes wrong is raised all the same.
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    kept: JournalStorage | None = None
    if storage is not None:
        from optuna.storages import JournalStorage
        from optuna.storages.journal import JournalFileBackend

        _check_holds_trials(Path(storage))
        try:
            kept = JournalStorage(JournalFileBackend(str(storage)))
        except OSError as error:
            raise InputError(f"{storage} cannot be used: {(error.strerror or str(error)).lower()}") from None
    study = optuna.create_study(
        study_name=search.content.name, storage=kept, load_if_exists=True, sampler=None, direction="minimize"
    )
    held = study.user_attrs.get(_HASH)
    if held is not None and held != search.hash:
        raise InputError(f"{storage} holds the trials of another search; name another file with --storage")
    if held is None:
        study.set_user_attr(_HASH, search.hash)
        study.enqueue_trial({lever.name: int(lever.start) if lever.whole else lever.start for lever in search.levers})
    return study


def _check_holds_trials(storage: Path) -> None:
    """See that a file of something else is left as it is: Optuna writes at its end before it reads."""
    try:
        with storage.open("rb") as file:
            first = file.readline()
    except OSError:
        return  # It is not there yet, or cannot be read, which is told where it is opened.
    try:
        holds_trials = not first or "op_code" in json.loads(first)
    except (ValueError, TypeError):
        holds_trials = False
    if not holds_trials:
        raise InputError(f"{storage} holds no trials of a search; name another file with --storage")


def _sampler(search: Search, trial: int) -> optuna.samplers.TPESampler:
    """What draws one trial: by a seed of its own and the trials before, so that a search goes on as if unbroken."""
    import optuna

    seed = int(np.random.SeedSequence([search.content.seed, trial]).generate_state(1)[0])
    return optuna.samplers.TPESampler(seed=seed)


def _trials(study: optuna.Study, search: Search) -> pd.DataFrame:
    """A row a trial: its number, the levers, the objective, the means of outcomes, and whether it keeps the limits."""
    rows = [
        {
            "trial": trial.number,
            **{lever.name: trial.params[lever.name] for lever in search.levers},
            "objective": trial.user_attrs["objective"],
            **trial.user_attrs["means"],
            "beyond": trial.user_attrs["beyond"],
            "is_allowed": trial.user_attrs["beyond"] == 0.0,
        }
        for trial in study.trials
        if "objective" in trial.user_attrs
    ]
    return pd.DataFrame(rows)


def _winner(trials: pd.DataFrame, search: Search) -> dict[str, float]:
    """The levers of the best setting that keeps the limits; the first of several."""
    allowed = trials[trials["is_allowed"]]
    row = allowed.iloc[int(allowed["objective"].to_numpy().argmin())]
    return {lever.name: float(row[lever.name]) for lever in search.levers}


def _lowest(trials: pd.DataFrame, limits: Iterable[str]) -> str:
    """What the setting that comes nearest to the limits makes of the outcomes that they limit."""
    row = trials.iloc[int(trials["beyond"].to_numpy().argmin())]
    return ", ".join(f"{name} {row[name]:.4g}" for name in limits)
