"""``dragoman translate``: texts in other languages, the translators that there are, and models for them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.show import Bar, messages, results
from dragoman.language.refusals import NoTranslatorError

if TYPE_CHECKING:
    from dragoman.language.translation import Translator

Input = Annotated[
    str | None,
    typer.Argument(
        metavar="[INPUT]",
        help="A file (text, HTML, JSON), an http or https address, or - for standard input.",
        show_default=False,
    ),
]
Kept = Annotated[
    str | None,
    typer.Option(
        "--store", "-s", metavar="FILE|ADDRESS", show_default=False,
        help="Keep translations in this store, and take from it what it has. Without it, nothing is kept.",
    ),
]  # fmt: skip


def translate(
    source: Input = None,
    from_: Annotated[
        str | None,
        typer.Option("--from", metavar="CODE", help="The language of the text. Default: told by the text."),
    ] = None,
    to: Annotated[str, typer.Option(metavar="CODE", help="The wanted language.")] = "en",
    engine: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="apertium, libretranslate, argos or given. Default: the setting translator."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="For programs: paragraph by paragraph, with spans.")] = False,
    store: Kept = None,
    engines: Annotated[
        bool, typer.Option("--engines", help="List the translators, what each translates, and what it lacks.")
    ] = False,
    install: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="FROM TO", help="Help to get a model for a pair, such as ko en.", show_default=False),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Fetch the model without asking.")] = False,
    load: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Put translations made by people into the store.", show_default=False),
    ] = None,
) -> None:
    """Translate a text that is not in English; nothing leaves this machine unless you have said so.

    What translates is a setting: [bold]apertium[/bold] (a program of your system, by rules, rough), [bold]argos[/bold]
    (models in a folder of yours), [bold]libretranslate[/bold] (a server, to which the text is sent), [bold]given[/bold]
    (a file of translations made by people), or none. Names of states, people and organisations are carried through.

    [bold]Examples[/bold]

    What there is, and what is missing:

        dragoman translate --engines

    A Spanish report, by Apertium:

        dragoman translate informe.txt --engine apertium

    A Korean one, every translation kept in the store and never made twice:

        DRAGOMAN_TRANSLATOR=argos dragoman translate report-ko.txt --from ko --store desk.db

    A model for Korean; it says how large it is and where it goes, and asks before it fetches anything:

        dragoman translate --install ko en

    Translations by people, which win over any machine's:

        dragoman translate --load translations.jsonl --store desk.db
    """
    if load is not None:
        put_in(load, store)
    if install is not None:
        get_model(*install, yes)
    if engines:
        list_engines(json)
    if source is not None:
        print_translation(source, from_, to, engine, json, store)
    elif not (engines or load or install):
        raise typer.BadParameter("give a text to translate, or --engines", param_hint="INPUT")


def print_translation(
    source: str, from_: str | None, to: str, engine: str | None, json: bool, store: str | None
) -> None:  # fmt: skip
    """Print the translation of every article in a source."""
    from dragoman.formats.translated import told, translated_json
    from dragoman.intake.source import articles_from
    from dragoman.language.engines import translator
    from dragoman.language.paragraphs import translated

    def printed(made: Translator) -> None:
        for article in articles_from(source):
            language = from_ or language_of(article.text, source)
            found = translated(article.text, made, language, to)
            typer.echo(translated_json(article.text, found, language, to) if json else found.text.rstrip("\n"))
            for line in told(found, language, to):
                messages().print(line, style="dim", soft_wrap=True)

    if store is None:
        printed(translator(name=engine))
        return
    from dragoman.cli.opened import desk

    with desk(store) as opened:
        printed(opened.translator(engine))


def language_of(text: str, where: str) -> str:
    """The language of a text.

    Raises:
        NoTranslatorError: it cannot be told.
    """
    from dragoman.language.identify import identify

    found = identify(text)
    if found.code is None:
        raise NoTranslatorError(found.reason, where=where, do="name it: --from es")
    return found.code


def list_engines(json: bool) -> None:
    """List the translators."""
    from dragoman.formats.translated import engine_json, engine_table
    from dragoman.language.engines import listed

    rows = listed()
    if json:
        typer.echo(engine_json(rows))
    else:
        results().print(engine_table(rows))


def put_in(path: Path, store: str | None) -> None:
    """Put translations made by people into a store."""
    from dragoman.cli.opened import desk

    with desk(store) as opened:
        count = opened.load_translations(path)
        messages().print(f"{count:,} translation{'s' * (count != 1)} kept in {opened.where}", style="dim")


def get_model(source: str, target: str, yes: bool) -> None:
    """Say what translates a pair, and fetch an Argos model where the user agrees."""
    from dragoman.language.argos_index import install, models_folder, offer_of
    from dragoman.language.engines import package_for

    package = package_for(source, target)
    if package is not None:
        typer.echo(f"Apertium translates {source} to {target}: apt-get install {package}")
    folder = models_folder()
    messages().print("asking for the index of Argos' models", style="dim")
    offer = offer_of(source, target)
    size = f"{offer.size / 1e6:,.0f} MB" if offer.size is not None else "of unknown size"
    typer.echo(f"Argos {source} to {target}, version {offer.version}: {size}, {offer.address} → {folder}")
    if not yes:
        typer.confirm("Fetch it?", abort=True, err=True)
    with Bar("fetching", offer.size or 2) as bar:
        path = install(offer, folder, bar.set)
    typer.echo(f"kept as {path}; to use it: DRAGOMAN_TRANSLATOR=argos, DRAGOMAN_TRANSLATOR_MODELS={folder}")
