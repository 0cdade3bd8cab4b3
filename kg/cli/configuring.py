"""Defaults of options from `kg.toml` in the current folder, or from the file that KG_CONFIG names.

    store = "graph"
    actors = "my-actors.tsv"
    min-confidence = 0.6

    [export]
    labels = "fa"

A key at the top is an option of every command that has it, a table those of one command.  Paths are
taken from the folder of the file.  What the command line says wins.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import click

from kg.errors import Place, did_you_mean

FILE = "kg.toml"
VARIABLE = "KG_CONFIG"
Defaults = dict[str, Any]


class ConfigurationError(click.ClickException):
    """Something in the file is wrong; one line, exit status 2."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        """Print it as all our errors."""
        click.echo(f"kg: {self.message}", err=True)


@dataclass(frozen=True)
class Written:
    """The file: its path, its lines, what they say."""

    path: Path
    lines: tuple[str, ...]
    table: dict[str, Any]

    def error(self, keys: tuple[str, ...], problem: str) -> ConfigurationError:
        """An error about the key, with its line when it stands there plainly."""
        return ConfigurationError(f"{Place(str(self.path), self._line(keys))}: {problem}")

    def _line(self, keys: tuple[str, ...]) -> int | None:
        section: tuple[str, ...] = ()
        for number, line in enumerate(self.lines, start=1):
            header = re.match(r"\s*\[([^\[\]]+)\]", line)
            if header:
                section = tuple(part.strip(" \"'") for part in header[1].split("."))
                if section == keys:
                    return number
            key = re.match(r"\s*[\"']?([^\s\"'=]+)[\"']?\s*=", line)
            if key and (*section, *key[1].split(".")) == keys:
                return number
        return None


def defaults(group: click.Group) -> Defaults:
    """click's default map for the commands of the group; empty when there is no file.

    ConfigurationError, with file and line, for what cannot be read, an unknown key or a wrong value.
    """
    written = _read()
    return {} if written is None else _Reading(written).group(group, written.table, ())


def _read() -> Written | None:
    named = os.environ.get(VARIABLE)
    path = Path(FILE if named is None else named)
    if named == "" or (named is None and not path.is_file()):
        return None
    try:
        text = path.read_text(encoding="utf-8-sig")
        return Written(path, tuple(text.splitlines()), tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r" \(at line (\d+), column \d+\)$", str(error))
        where = Place(str(path), int(line[1]) if line else None)
        raise ConfigurationError(f"{where}: not TOML: {str(error).removesuffix(line[0] if line else '')}.") from None
    except UnicodeDecodeError:
        raise ConfigurationError(f"{path}: is not UTF-8; save it as UTF-8.") from None
    except OSError as error:
        raise ConfigurationError(f"{path}: cannot be read: {error.strerror}.") from None


class _Reading:
    """Turns what the file says into a default map, checking each value as the command line would."""

    def __init__(self, written: Written) -> None:
        self._written = written

    def group(self, group: click.Group, table: dict[str, Any], keys: tuple[str, ...]) -> Defaults:
        plain = {key: value for key, value in table.items() if not isinstance(value, dict)}
        found = self._shared(group, plain, keys)
        for name, value in table.items():
            if isinstance(value, dict):
                command = group.commands.get(name)
                if command is None:
                    hint = did_you_mean(name, group.commands)
                    raise self._written.error((*keys, name), f"'{name}' is no command. {hint}".strip())
                more = self._command(command, value, (*keys, name))
                found[name] = {**found.get(name, {}), **more}
        return found

    def _command(self, command: click.Command, table: dict[str, Any], keys: tuple[str, ...]) -> Defaults:
        if isinstance(command, click.Group):
            return self.group(command, table, keys)
        options = {name: option for option in _options(command) for name in _names(option)}
        return {
            options[key].name or key: self._value(options[key], value, (*keys, key))
            for key, value in table.items()
            if self._known(key, options, (*keys, key), f"an option of kg {' '.join(keys)}")
        }

    def _shared(self, group: click.Group, plain: dict[str, Any], keys: tuple[str, ...]) -> Defaults:
        """The plain keys, given to every command whose option has this name and means the same."""
        known = {name for command in _commands(group) for option in _options(command) for name in _own_name(option)}
        for key in plain:
            self._known(key, known, (*keys, key), "an option that commands share")
        found: Defaults = {}
        for name, command in group.commands.items():
            if isinstance(command, click.Group):
                inside = {name for one in _commands(command) for o in _options(one) for name in _own_name(o)}
                found[name] = self._shared(command, {k: v for k, v in plain.items() if k in inside}, keys)
                continue
            own = {key: option for option in _options(command) for key in _own_name(option) if key in plain}
            found[name] = {o.name or k: self._value(o, plain[k], (*keys, k)) for k, o in own.items()}
        return found

    def _known(self, key: str, known: Any, keys: tuple[str, ...], what: str) -> bool:
        if key in known:
            return True
        raise self._written.error(keys, f"'{key}' is not {what}. {did_you_mean(key, known)}".strip())

    def _value(self, option: click.Option, value: Any, keys: tuple[str, ...]) -> Any:
        if option.is_flag != isinstance(value, bool) or isinstance(value, list) != option.multiple:
            wanted = "true or false" if option.is_flag else "a list" if option.multiple else "one value"
            if not (option.multiple and isinstance(value, str | int | float)):
                raise self._written.error(keys, f"{keys[-1]} must be {wanted}, not {value!r}.")
            value = [value]
        placed = [self._placed(option, one) for one in value] if option.multiple else self._placed(option, value)
        context = click.Context(click.Command(keys[-1]))
        try:
            cast = option.type_cast_value(context, placed)
            if option.callback is not None:
                option.callback(context, option, cast)
        except click.BadParameter as error:
            raise self._written.error(keys, f"{keys[-1]}: {error.message}") from None
        return placed

    def _placed(self, option: click.Option, value: Any) -> Any:
        """Paths as seen from the folder of the file; a name of models or a server stays as it is."""
        folder = self._written.path.parent
        is_path = isinstance(option.type, click.Path) or (option.name == "store" and "://" not in str(value))
        is_folder = option.name == "models" and (folder / str(value)).exists()
        return str(folder / value) if isinstance(value, str) and (is_path or is_folder) else value


def _commands(group: click.Group) -> Iterator[click.Command]:
    for command in group.commands.values():
        if isinstance(command, click.Group):
            yield from _commands(command)
        else:
            yield command


def _options(command: click.Command) -> Iterator[click.Option]:
    return (parameter for parameter in command.params if isinstance(parameter, click.Option))


def _names(option: click.Option) -> list[str]:
    return [name.removeprefix("--") for name in option.opts if name.startswith("--")]


def _own_name(option: click.Option) -> list[str]:
    """The name that means the same in every command: `--actors` of export is not the table of actors."""
    return [name for name in _names(option) if name.replace("-", "_") == option.name]
