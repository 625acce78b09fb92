"""The page of the command ``beritanlp``, written from the functions behind it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from enum import Enum
from typing import Any, get_args, get_type_hints

import typer

from beritanlp.cli.main import app

__all__ = ["command_page", "commands_of"]

PAGE = "reference/command.md"
HEAD = "| argument | what it is | default |\n| --- | --- | --- |"


def on_files(files: Any, config: Any) -> Any:
    """MkDocs: add the page."""
    from mkdocs.structure.files import File

    files.append(File.generated(config, PAGE, content=command_page()))
    return files


def commands_of(group: typer.Typer, name: str) -> Iterator[tuple[str, Callable[..., Any]]]:
    """The commands of *group* and of the groups in it: the words that call each, its function."""
    for command in group.registered_commands:
        assert command.callback is not None
        yield f"{name} {command.name or command.callback.__name__}", command.callback
    for inner in group.registered_groups:
        assert inner.typer_instance is not None
        yield from commands_of(inner.typer_instance, f"{name} {inner.typer_instance.info.name}")


def command_page() -> str:
    """The page as Markdown: every command with its arguments and options."""
    parts = ["# The command beritanlp", app.info.help, app.info.epilog]
    parts.append("Every command has `-h`. Progress goes to stderr, and only to a terminal.")
    for name, function in commands_of(app, "beritanlp"):
        parts += [f"## {name}", inspect.cleandoc(function.__doc__ or "").replace("``", "`")]
        rows = list(_rows(function))
        if rows:
            parts.append("\n".join([HEAD, *rows]))
    return "\n\n".join(str(part) for part in parts) + "\n"


def _rows(function: Callable[..., Any]) -> Iterator[str]:
    """A row of the table for each argument and option of *function*."""
    hints = get_type_hints(function, include_extras=True)
    for name, parameter in inspect.signature(function).parameters.items():
        kind, info = get_args(hints[name])[:2]
        if isinstance(info, typer.models.ArgumentInfo):
            shown = f"`{info.metavar or name.upper()}`"
        else:
            shown = ", ".join(f"`{option}`" for option in _options(info, name))
        about = f"{info.help}{_choices(kind)}".replace("|", "\\|")
        yield f"| {shown} | {about} | {_default(parameter.default)} |"


def _options(info: Any, name: str) -> list[str]:
    """How an option is written; typer keeps the first spelling as its default."""
    given = [text for text in (info.default, *(info.param_decls or ())) if isinstance(text, str)]
    return given or [f"--{name.replace('_', '-')}"]


def _choices(kind: Any) -> str:
    for type_ in (kind, *get_args(kind)):
        if isinstance(type_, type) and issubclass(type_, Enum):
            return " One of " + ", ".join(f"`{choice.value}`" for choice in type_) + "."
    return ""


def _default(value: Any) -> str:
    if value is inspect.Parameter.empty:
        return "required"
    return "" if value is None or value is False else f"`{getattr(value, 'value', value)}`"
