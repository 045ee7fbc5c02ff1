"""Calibration: whether scores tell how often what they score is right, with the error and the reliability diagram."""

from __future__ import annotations

import io
from dataclasses import dataclass, field

BINS = 10


@dataclass
class Calibration:
    """Scores between 0 and 1 and whether what they scored was right."""

    scores: list[float] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)

    def add(self, score: float, right: bool) -> None:
        """Add one scored answer."""
        self.scores.append(score)
        self.right.append(right)

    def bins(self) -> list[tuple[int, float, float]]:
        """For each tenth of the scores: how many fell into it, their mean score, and the share that was right.

        Tenths into which nothing fell are left out.
        """
        rows = []
        for number in range(BINS):
            held = [at for at, score in enumerate(self.scores) if min(int(score * BINS), BINS - 1) == number]
            if held:
                mean = sum(self.scores[at] for at in held) / len(held)
                rows.append((len(held), mean, sum(self.right[at] for at in held) / len(held)))
        return rows

    @property
    def error(self) -> float:
        """The expected calibration error (Naeini, Cooper and Hauskrecht 2015): mean distance of score and share right.

        Over ten bins of equal width, weighed by how many fell into each; 0 where nothing was scored.
        """
        return sum(count * abs(mean - right) for count, mean, right in self.bins()) / max(len(self.scores), 1)

    def lines(self) -> list[str]:
        """What is printed."""
        table = [f"  scored {mean:.2f}: right {right:.2f} of {count}" for count, mean, right in self.bins()]
        return [*table, f"calibration: expected error {self.error:.4f}  n {len(self.scores)}"]

    def picture(self, title: str) -> str:
        """The reliability diagram as SVG: the share right over the mean score of each tenth, beside the diagonal."""
        import matplotlib

        matplotlib.use("svg")
        from matplotlib import pyplot

        with pyplot.rc_context({"svg.hashsalt": "dragoman", "font.family": "DejaVu Sans", "font.size": 9}):
            figure, (above, below) = pyplot.subplots(
                2, 1, figsize=(4.6, 5.2), height_ratios=(4, 1), sharex=True, layout="constrained"
            )
            rows = self.bins()
            above.plot((0, 1), (0, 1), color="#9aa5b1", linewidth=1, linestyle="--")
            above.plot([mean for _, mean, _ in rows], [right for _, _, right in rows], "o-", color="#20639b")
            above.set(xlim=(0, 1), ylim=(0, 1), ylabel="share that was right")
            above.set_title(f"{title}\nexpected calibration error {self.error:.3f}", fontsize=9, loc="left")
            below.bar([mean for _, mean, _ in rows], [count for count, _, _ in rows], width=0.06, color="#20639b")
            below.set(xlabel="score of the chosen type", ylabel="pairs")
            for axes in (above, below):
                axes.grid(color="#e4e7eb", linewidth=0.6)
                axes.spines[["top", "right"]].set_visible(False)
            drawn = io.StringIO()
            figure.savefig(drawn, format="svg", metadata={"Date": None})
            pyplot.close(figure)
        return drawn.getvalue()
