// The island of the page of a tie: the chart, drawn anew when its room changes, and the events of a week on a click.
import { draw } from "./ties/chart";
import { read, type Scale, type Tie } from "./ties/data";
import { panels } from "./ties/panels";
import { addressed, chosen, follow } from "./ties/week";

function start(tie: Tie): void {
  const box = document.querySelector<HTMLElement>("[data-chart]");
  const boxes = [...document.querySelectorAll<HTMLElement>("[data-panel]")];
  const scale = (document.querySelector<HTMLElement>("[data-scale]")?.dataset.scale ?? "raw") as Scale;
  const said = document.querySelector<HTMLElement>("[data-bars]");

  const redraw = (): void => {
    const unit = (count: number): string => (count === 1 ? `a ${tie.by}` : `${count} ${tie.by}s`);
    if (box) {
      const { size, around } = draw(box, tie, scale, chosen());
      const mean = around > 1 ? `, the mean of ${around * size} ${tie.by}s` : "";
      if (said) said.textContent = `A bar is ${unit(size)}. The line is cooperation less conflict${mean}.`;
    } else if (boxes.length) {
      const size = panels(boxes, tie, scale);
      if (said) said.textContent = `A bar is ${unit(size)}; all on one scale.`;
    }
  };

  let before = 0;
  const room = box ?? boxes[0];
  if (!room) return;
  new ResizeObserver(() => {
    if (Math.abs(room.clientWidth - before) < 2) return;
    before = room.clientWidth;
    redraw();
  }).observe(room);
  document.addEventListener("chosen", redraw);
  document.addEventListener("week", (event) => void follow(addressed((event as CustomEvent<string>).detail), true));
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-week]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void follow(link.href, true);
  });
  addEventListener("popstate", () => {
    const shown = document.getElementById("week")?.dataset.week ?? "";
    if ((chosen() ?? "") !== shown) void follow(location.href, false);
  });
}

const tie = read();
if (tie && tie.labels.length) start(tie);
