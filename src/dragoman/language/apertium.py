"""Apertium: rule-based translation by the program of that name, with the pairs that are installed beside it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property

from dragoman.knowledge.translators import debian_package, language_codes
from dragoman.language.refusals import BrokenEngineError, MissingEngineError
from dragoman.language.translation import Naming, Pair, framed
from dragoman.settings import settings

PROGRAM = "apertium"
# A line of its own that no text has; Apertium hands it through, and no rule of grammar reaches over it.
BORDER = "\n\n\x1e\n\n"
# Apertium drops some control characters and takes others for its own.
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# An answer of more characters for each one asked for is none.
MOST_GROWTH = 20
SMALLEST_LIMIT = 10_000
# A word with a capital at the start of a sentence, before one without: Apertium may give that one a capital, too.
LED = re.compile(r"(?:^|[.!?:;\n]\s*)[«“\"¿¡(—–-]*\s*([A-ZÀ-Þ][\w-]*) (?=[a-zß-ÿ])")
FOLLOWED = re.compile(r"\b([A-ZÀ-Þ][\w-]*) (?=[A-ZÀ-Þ0-9])")


class Apertium:
    """The program, run once a batch; nothing leaves the machine.

    Raises:
        MissingEngineError: it is not installed.
    """

    name = "apertium"
    remote = False
    naming: Naming = "marks"

    def __init__(self) -> None:
        found = shutil.which(PROGRAM)
        if found is None:
            raise MissingEngineError(
                "Apertium is not installed", do="apt-get install apertium, with a pair such as apertium-eng-spa"
            )
        self._program = found

    @cached_property
    def _modes(self) -> dict[Pair, str]:
        """The modes that translate, by pair; one without a variant ('eng_US') wins."""
        found: dict[Pair, str] = {}
        for mode in sorted(run([self._program, "-l"]).split(), key=lambda one: ("_" in one, one)):
            first, _, second = mode.partition("-")
            for source in language_codes(first.partition("_")[0]):
                for target in language_codes(second.partition("_")[0]):
                    found.setdefault((source, target), mode)
        return found

    @cached_property
    def _release(self) -> str:
        """Its own version."""
        return run([self._program, "-V"]).strip().removeprefix("Apertium ")

    def pairs(self) -> AbstractSet[Pair]:
        """The pairs whose packages are installed."""
        return self._modes.keys()

    def version(self, source: str, target: str) -> str:
        """Its version, and that of the package of a pair where Debian knows it: "3.8.3, apertium-eng-spa 0.8.1-2"."""
        package = package_of(self._modes[source, target])
        return f"{self._release}, {package or 'data of an unknown version'}"

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """The translations of texts, all by one run of the program where no text gets lost on the way.

        Raises:
            BrokenEngineError: it fails, takes longer than the setting ``translator_timeout``, or drops a text.
        """
        mode = self._modes[source, target]
        bare = [CONTROLS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")) for text in texts]
        answers = self._answers(BORDER.join(text.strip() for text in bare), mode).split("\x1e")
        if len(answers) != len(bare):
            if len(bare) == 1:
                raise BrokenEngineError("Apertium divided a text", where=mode, do="report the text")
            return [answer for text in texts for answer in self.translate([text], source, target)]
        return [framed(text, decapitalised(text, answer)) for text, answer in zip(bare, answers, strict=True)]

    def _answers(self, text: str, mode: str) -> str:
        """What a mode makes of a text."""
        said = run([self._program, "-f", "txt", "-u", mode], text)
        if len(said) > max(SMALLEST_LIMIT, MOST_GROWTH * len(text)):
            raise BrokenEngineError("Apertium gives far more than it was asked for", where=mode, do="report the text")
        return said

    def advice(self, source: str, target: str) -> str:
        """Which package has a pair, where Debian has one."""
        package = debian_package(source, target)
        return f"apt-get install {package}" if package else "Debian has no such pair; set another translator"


def decapitalised(text: str, answer: str) -> str:
    """An answer without the capitals that Apertium gives what follows an unknown word at the start of a sentence.

    'Vladivostok Received' becomes 'Vladivostok received', as 'Vladivostok recibió' has none.
    """
    led = {match[1] for match in LED.finditer(text)} - {match[1] for match in FOLLOWED.finditer(text)}
    if not led:
        return answer
    words = "|".join(re.escape(word) for word in sorted(led, key=len, reverse=True))
    return re.sub(rf"\b({words}) ([A-Z])(?=[a-z])", lambda match: f"{match[1]} {match[2].lower()}", answer)


def package_of(mode: str) -> str | None:
    """The Debian package of a mode with its version; None where Debian does not know it."""
    if shutil.which("dpkg-query") is None:
        return None
    try:
        owner = run(["dpkg-query", "-S", f"*/apertium/modes/{mode}.mode"]).partition(":")[0].strip()
        return run(["dpkg-query", "-W", "-f", "${Package} ${Version}", owner]).strip()
    except BrokenEngineError:
        return None


def run(command: Sequence[str], text: str = "") -> str:
    """What a program prints; it is given the text, no shell, nothing secret of the environment, and so much time.

    Raises:
        BrokenEngineError: it fails, takes too long, or prints no UTF-8.
    """
    seconds = settings().translator_timeout
    environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment,
        start_new_session=True,
    ) as process:  # fmt: skip
        try:
            out, err = process.communicate(text.encode("utf-8"), timeout=seconds)
        except subprocess.TimeoutExpired as error:
            # It is a line of programs: all of them end.
            os.killpg(process.pid, signal.SIGKILL)
            raise BrokenEngineError(
                f"no answer within {seconds:g} seconds", where=command[0], do="raise DRAGOMAN_TRANSLATOR_TIMEOUT"
            ) from error
    if process.returncode != 0:
        said = err.decode("utf-8", "replace").strip().splitlines()
        raise BrokenEngineError(
            f"{command[0]} failed: {said[-1][:200] if said else process.returncode}", do="run it by hand to see why"
        )
    try:
        return out.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BrokenEngineError("the answer is no UTF-8", where=command[0], do="check its installation") from error
