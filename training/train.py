"""Trains the encoder on the own-written sentences and writes its weights; prints its figures on sentences held back.

    .venv-training/bin/python training/train.py --out src/dragoman/coding/learned/weights.npz

One run on a core takes less than an hour; the same seed gives the same weights on the same machine. No GPU is needed.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

sys.path.insert(0, str(Path(__file__).parents[1]))
from dragoman.coding.learned.encoder import Marked
from dragoman.coding.learned.marking import Marker
from dragoman.coding.learned.pieces import Pieces
from dragoman.evaluation.sentences import FACTUALITIES, Sentence, read_all
from dragoman.knowledge.plover import plover
from training.export import read_into, write
from training.model import Network, Start, batch_of
from training.pairs import NONE, Pair, chosen, marked, varied

HERE = Path(__file__).parent
# Batches by other authors on which nothing is trained or tuned: they measure.
TEST = ("onyx", "quartz")
IGNORED = -100
# Parts that begin at random and learn at five times the rate.
FRESH = ("hidden", "heads", "mark")
SOFTENED = 2.0


class Labels:
    """The labels of each head, by place."""

    def __init__(self) -> None:
        book = plover()
        self.by_head: dict[str, list[str]] = {
            "type": [*book.types, NONE],
            "mode": [f"{name}-{mode}" for name, kind in book.types.items() if kind.modes for mode in ("", *kind.modes)],
            "factuality": list(FACTUALITIES),
            "context": list(book.contexts),
        }
        self._at = {head: {label: place for place, label in enumerate(found)} for head, found in self.by_head.items()}
        self.modal = torch.tensor(
            [[label.startswith(f"{name}-") for label in self.by_head["mode"]] for name in self.by_head["type"]]
        )

    def targets(self, pairs: list[Pair]) -> dict[str, Tensor]:
        """What each head should say of some pairs; ``IGNORED`` where it is not asked."""
        type_, mode, factuality = [], [], []
        contexts = torch.zeros(len(pairs), len(self.by_head["context"]))
        for row, pair in enumerate(pairs):
            act = pair.act
            type_.append(self._at["type"][pair.type])
            mode.append(self._at["mode"].get(f"{act.type}-{act.mode or ''}", IGNORED) if act else IGNORED)
            factuality.append(self._at["factuality"][act.factuality] if act else IGNORED)
            for context in act.contexts if act else ():
                contexts[row, self._at["context"][context]] = 1.0
        return {
            "type": torch.tensor(type_),
            "mode": torch.tensor(mode),
            "factuality": torch.tensor(factuality),
            "context": contexts,
        }


def loss_of(scores: dict[str, Tensor], wanted: dict[str, Tensor], labels: Labels, smoothing: float) -> Tensor:
    """The summed loss of the heads; modes compete within their type, pairs without an act have a type only."""
    total = functional.cross_entropy(scores["type"], wanted["type"], label_smoothing=smoothing)
    acts = wanted["factuality"] != IGNORED
    if acts.any():
        total = total + 0.3 * functional.cross_entropy(scores["factuality"][acts], wanted["factuality"][acts])
        context = functional.binary_cross_entropy_with_logits(
            scores["context"][acts], wanted["context"][acts], reduction="none"
        )
        total = total + 0.3 * context.sum(-1).mean()
    modal = wanted["mode"] != IGNORED
    if modal.any():
        allowed = scores["mode"][modal].masked_fill(~labels.modal[wanted["type"][modal]], -1e9)
        total = total + 0.4 * functional.cross_entropy(allowed, wanted["mode"][modal])
    return total


def batches(count: int, lengths: list[int], size: int, draw: random.Random) -> list[list[int]]:
    """Shuffled batches of rows of about the same length, so that little is padded."""
    order = list(range(count))
    draw.shuffle(order)
    found = []
    for start in range(0, count, size * 25):
        block = sorted(order[start : start + size * 25], key=lengths.__getitem__)
        found += [block[at : at + size] for at in range(0, len(block), size)]
    draw.shuffle(found)
    return found


class Teacher:
    """A trained network whose probabilities a smaller one learns from (Hinton, Vinyals and Dean 2015)."""

    def __init__(self, path: Path, pairs: list[Pair], marker: Marker, labels: Labels, start: Start) -> None:
        counts = {head: len(found) for head, found in labels.by_head.items()}
        with np.load(path, allow_pickle=False) as held:
            layers = list(range(int(held["layers"])))
        network = Network(start, layers, counts, 0.0)
        read_into(network, path)
        rows = [(pair, found) for pair in pairs if (found := marked(pair, marker)) is not None]
        scores = predicted(network, [found for _, found in rows])
        self.types = {id(pair): row for (pair, _), row in zip(rows, torch.tensor(scores["type"]), strict=True)}

    def loss(self, scores: dict[str, Tensor], pairs: list[Pair]) -> Tensor:
        """How far a network's probabilities of types are from the teacher's, both softened."""
        taught = [place for place, pair in enumerate(pairs) if id(pair) in self.types]
        wanted = torch.stack([self.types[id(pairs[place])] for place in taught])
        given = functional.log_softmax(scores["type"][taught] / SOFTENED, -1)
        return functional.kl_div(given, functional.softmax(wanted / SOFTENED, -1), reduction="batchmean") * SOFTENED**2


class Training:
    """One training run."""

    def __init__(self, options: argparse.Namespace, pairs: list[Pair], marker: Marker, start: Start) -> None:
        self.options, self.pairs, self.marker = options, pairs, marker
        self.labels = Labels()
        counts = {head: len(found) for head, found in self.labels.by_head.items()}
        self.network = Network(start, options.layers, counts, options.dropout)
        self.teacher = None
        if options.teacher is not None:
            self.teacher = Teacher(options.teacher, pairs, marker, self.labels, start)
            read_into(self.network, options.teacher)
        if options.begin is not None:
            read_into(self.network, options.begin)
        named = list(self.network.named_parameters())
        body = [value for name, value in named if not name.startswith(FRESH)]
        top = [value for name, value in named if name.startswith(FRESH)]
        self.rates = (options.rate, options.rate * 5)
        self.optimizer = torch.optim.AdamW([{"params": body}, {"params": top}], lr=options.rate, weight_decay=0.01)
        self.draw = random.Random(options.seed)
        self.step = 0

    def epoch(self) -> float:
        """Train on every pair once; the mean loss."""
        self.network.train()
        given = ((pair, varied(pair, self.draw, self.options.shorten)) for pair in self.pairs)
        rows = [(pair, found) for pair, one in given if (found := marked(one, self.marker)) is not None]
        lengths = [len(found.numbers) for _, found in rows]
        order = batches(len(rows), lengths, self.options.batch, self.draw)
        steps = self.options.epochs * len(order)
        losses = []
        for place, batch in enumerate(order):
            self._rate(steps)
            scores = self.network(batch_of([rows[row][1] for row in batch]))
            wanted = self.labels.targets([rows[row][0] for row in batch])
            loss = loss_of(scores, wanted, self.labels, self.options.smoothing)
            if self.teacher is not None:
                loss = loss + self.teacher.loss(scores, [rows[row][0] for row in batch])
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
            self.optimizer.step()
            self.optimizer.zero_grad()
            self.step += 1
            losses.append(loss.item())
            if place % 50 == 0:
                print(f"\r  step {place} of {len(order)}, loss {np.mean(losses[-50:]):.3f}  ", end="", file=sys.stderr)
        print("\r" + " " * 50 + "\r", end="", file=sys.stderr)
        return float(np.mean(losses))

    def _rate(self, steps: int) -> None:
        warm = 0.08 * steps
        share = self.step / warm if self.step < warm else max(0.0, 1 - (self.step - warm) / (steps - warm))
        for group, rate in zip(self.optimizer.param_groups, self.rates, strict=True):
            group["lr"] = rate * share


def figures(training: Training, pairs: list[Pair]) -> str:
    """Accuracy of types where there is an act, and of acts told from none."""
    rows = [(pair, found) for pair in pairs if (found := marked(pair, training.marker)) is not None]
    if not rows:
        return "nothing held back"
    scores = predicted(training.network, [found for _, found in rows])["type"]
    names = training.labels.by_head["type"]
    wanted = np.array([names.index(pair.type) for pair, _ in rows])
    none = names.index(NONE)
    acts = wanted != none
    typed = (np.delete(scores[acts], none, 1).argmax(1) == wanted[acts]).mean()
    told = ((scores.argmax(1) == none) == ~acts).mean()
    return f"types {typed:.3f} of {acts.sum()}, act or none {told:.3f} of {len(rows)}"


def predicted(network: Network, pairs: list[Marked]) -> dict[str, np.ndarray]:
    """The logits of many pairs, by head."""
    network.eval()
    order = sorted(range(len(pairs)), key=lambda row: len(pairs[row].numbers))
    found: dict[str, list[np.ndarray]] = {}
    with torch.no_grad():
        for start in range(0, len(order), 64):
            for head, scores in network(batch_of([pairs[row] for row in order[start : start + 64]])).items():
                found.setdefault(head, []).append(scores.numpy())
    back = np.argsort(order)
    return {head: np.concatenate(parts)[back] for head, parts in found.items()}


def options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sentences", type=Path, default=HERE / "sentences", help="folder of batches")
    parser.add_argument("--out", type=Path, required=True, help="where the weights go (.npz)")
    parser.add_argument("--batches", type=lambda text: frozenset(text.split(",")), help="train on these alone (a,b,c)")
    parser.add_argument("--layers", type=lambda text: [int(n) for n in text.split(",")], default=[0, 1, 2, 3, 4, 5])
    parser.add_argument(
        "--begin", type=Path, help="weights of an earlier run of as many layers to go on from, whatever the teacher"
    )
    parser.add_argument("--teacher", type=Path, help="weights of a larger network to begin with and to learn from")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--smoothing", type=float, default=0.05)
    parser.add_argument("--shorten", type=float, default=0.15, help="share of spans that are shortened")
    parser.add_argument("--none", type=float, default=0.35, help="share of pairs without an act that is kept")
    parser.add_argument("--held", type=float, default=0.06, help="share of sentences held back from training")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


def main() -> None:
    """Train, print, write."""
    given = options()
    torch.set_num_threads(given.threads)
    torch.manual_seed(given.seed)
    wanted = given.batches
    read = (one for one in read_all(given.sentences) if one.batch not in TEST)
    sentences: list[Sentence] = [one for one in read if wanted is None or one.batch in wanted]
    random.Random(given.seed).shuffle(sentences)
    held = math.ceil(len(sentences) * given.held)
    pairs, kept = chosen(sentences[held:], given.none, given.seed), chosen(sentences[:held], given.none, given.seed)
    start = Start()
    training = Training(given, pairs, Marker(Pieces(start.vocabulary)), start)
    print(f"{len(sentences) - held} sentences, {len(pairs)} pairs; {held} sentences held back", flush=True)
    began = time.monotonic()
    for number in range(1, given.epochs + 1):
        loss = training.epoch()
        print(
            f"epoch {number}: loss {loss:.3f}, {figures(training, kept)}, {time.monotonic() - began:.0f} s", flush=True
        )
        write(training.network, training.labels.by_head, start.vocabulary, given.out)
    print(f"{given.out}: {given.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
