"""Commands about the parser's models."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import clear, models_option, noise_option


@click.group()
def models() -> None:
    """The parser's models."""


@models.command("list")
def models_list() -> None:
    """The models that --models can name: ours, and Stanza's that were fetched."""
    from kg.text.models import known_models

    for name, where in known_models():
        click.echo(f"{name}\t{where}")


@models.command("fetch")
@click.argument("name")
@clear
def models_fetch(name: str) -> None:
    """Fetch an official Stanza package for Persian, such as perdt or seraji."""
    from kg.text.models import fetch

    click.echo(f"{name}: fetched into {fetch(name)}; use it with --models {name}.", err=True)


@models.command("train", context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
@clear
def models_train(options: tuple[str, ...]) -> None:
    """Train a model set: --treebanks DIR --text DIR --output DIR; --help tells the other options."""
    from kg.training.__main__ import main as train

    train(options)


@models.command("path")
def models_path() -> None:
    """Where the shipped models are."""
    from importlib.resources import files

    click.echo(str(files("kg") / "models"))


@models.command("evaluate")
@click.argument("treebank", type=click.Path(path_type=Path))
@noise_option
@models_option
@clear
def models_evaluate(treebank: Path, noise: str | None, models: str | None) -> None:
    """Parse the raw text of a CoNLL-U file and print the CoNLL 2018 metrics; of a .bio file the F1 of names."""
    from kg.training.evaluate import evaluate_models, evaluate_names

    named = treebank.suffix == ".bio"
    scores = evaluate_names(models, treebank) if named else evaluate_models(models, treebank, noise)
    for name, value in scores.items():
        click.echo(f"{name} {value:.4f}")
