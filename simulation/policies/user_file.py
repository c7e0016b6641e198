"""A policy in a user's own file: reading the file, finding the class, and checking that it can be used."""

from __future__ import annotations

import copyreg
import hashlib
import inspect
import re
import sys
import traceback
from collections.abc import Callable, Collection
from dataclasses import fields
from pathlib import Path
from types import ModuleType

from simulation.errors import PolicyError, did_you_mean, one_of
from simulation.regulation.policy import Policy
from simulation.vocabulary import Plan

__all__ = ["class_in_file"]

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def class_in_file(file: str, class_name: str, taken: Collection[str]) -> type[Policy]:
    """The policy ``class_name`` of the Python file ``file``, checked.

    The same file loaded again gives the same class; a file that has changed gives a new one.

    Args:
        taken: names that policies already have.

    Raises:
        PolicyError: where there is no such file or class, or the class is not a usable policy.
    """
    module = _module_of(file)
    own = [name for name, value in vars(module).items() if _is_policy(value) and value.__module__ == module.__name__]
    has = f"it has {one_of(own)}" if own else "it has no policy"
    if not class_name:
        raise PolicyError(f"{file} names no class; write {file}:ClassName ({has})")
    found = getattr(module, class_name, None)
    if found is None:
        raise PolicyError(f"{file} has no class {class_name}; {has}{did_you_mean(class_name, own)}")
    complaint = _complaint_about(found, taken)
    if complaint:
        raise PolicyError(f"{file}:{class_name} {complaint}")
    policy: type[Policy] = found
    copyreg.pickle(policy, _as_in_its_file)
    return policy


def _module_of(file: str) -> ModuleType:
    """The file's module, run once for each content: compiled here, so that no stale byte code is used."""
    path = Path(file).expanduser()
    try:
        source = path.read_bytes()
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        others = [p.name for p in path.parent.glob("*.py")] if path.parent.is_dir() else []
        raise PolicyError(f"cannot read the policy file {file}: {why}{did_you_mean(path.name, others)}") from None
    digest = hashlib.sha256(str(path.resolve()).encode() + b"\0" + source).hexdigest()
    name = f"user_policy_{digest[:16]}"
    if name in sys.modules:
        return sys.modules[name]
    module = ModuleType(name)
    module.__file__ = str(path.resolve())
    sys.modules[name] = module  # dataclasses look their module up while the file runs
    try:
        exec(compile(source, module.__file__, "exec", dont_inherit=True), module.__dict__)
    except (Exception, SystemExit) as error:
        del sys.modules[name]
        raise PolicyError(f"{file} cannot be imported: {_last_line(error, module.__file__)}") from error
    return module


def _as_in_its_file(policy: Policy) -> tuple[Callable[..., Policy], tuple[str, str, str, dict[str, float]]]:
    """How a policy goes to another process: as the place of its class, since no import finds a user's file there."""
    kind, levers = type(policy), {entry.name: getattr(policy, entry.name) for entry in fields(policy)}
    return _from_its_file, (str(sys.modules[kind.__module__].__file__), kind.__module__, kind.__name__, levers)


def _from_its_file(file: str, module_name: str, class_name: str, levers: dict[str, float]) -> Policy:
    """The policy that was sent, of the very code that it had."""
    module = _module_of(file)
    if module.__name__ != module_name:
        raise PolicyError(f"{file} has changed since {class_name} was sent to another process; run it again")
    policy: type[Policy] = getattr(module, class_name)
    copyreg.pickle(policy, _as_in_its_file)
    return policy(**levers)


def _last_line(error: BaseException, file: str) -> str:
    """The last line of a traceback, and the line of the user's file in which it went wrong."""
    text = traceback.format_exception_only(error)[-1].strip()
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == file]
    if isinstance(error, SyntaxError) and error.filename == file:
        lines.append(error.lineno)
    return f"{text} (line {lines[-1]})" if lines else text


def _is_policy(value: object) -> bool:
    return inspect.isclass(value) and issubclass(value, Policy)


def _complaint_about(found: object, taken: Collection[str]) -> str | None:
    """Why a class can't be used as a policy, in words that follow its name; nothing where it can."""
    if not (inspect.isclass(found) and issubclass(found, Policy)):
        return "is not a policy; make it a subclass of simulation.regulation.policy.Policy"
    if "__dataclass_params__" not in vars(found):
        return "is not a dataclass of its own; write @dataclass(frozen=True) above it"
    if inspect.isabstract(found):
        return "decides nothing; give it a method decide(self, view, memory)"
    return _complaint_about_traits(found, taken) or _complaint_about_levers(found)


def _complaint_about_traits(found: type[Policy], taken: Collection[str]) -> str | None:
    if not _NAME.fullmatch(str(found.name)):
        return f'has the name "{found.name}"; a name has small letters, digits and single hyphens, as in my-policy'
    if found.name in taken:
        return f'has the name "{found.name}", which a shipped policy has; give it another name'
    if not str(found.title).strip():
        return 'has no title; write title = "..." as tables and pictures are to show it'
    plans = [plan.name.lower().replace("_", "-") for plan in Plan]
    if found.plan is not None and found.plan not in plans:
        return f'has the plan "{found.plan}"; a plan is None (the scenario\'s) or {one_of(plans)}'
    return None


def _complaint_about_levers(found: type[Policy]) -> str | None:
    for f in fields(found):
        if "low" not in f.metadata:
            return f"has the field {f.name} without a range; write {f.name}: float = lever(...), or make it a ClassVar"
    try:
        found()
    except Exception as error:
        return f"cannot be made with its own defaults: {error}"
    return None
