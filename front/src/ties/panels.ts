// Small multiples: one small chart a context, all on one scale, each with all its events.
import { drawn, range } from "./bars";
import { bins, type Scale, type Tie, together } from "./data";

const LEFT = 30;

/** Draw each panel into its box; gives how many periods a bar stands for. */
export function panels(boxes: HTMLElement[], tie: Tie, scale: Scale): number {
  const width = Math.max(200, boxes[0]?.clientWidth ?? 200);
  const size = together(tie, width - LEFT);
  const every = tie.panels.map((bar) => ({ bar, held: bins(tie, [bar], size) }));
  const ends = every.map(({ held }) => range(held, scale));
  const shared: [number, number] = [Math.max(...ends.map(([high]) => high)), Math.min(...ends.map(([, low]) => low))];
  for (const box of boxes) {
    const found = every.find(({ bar }) => bar.name === box.dataset.panel);
    if (!found) continue;
    const svg = drawn({
      tie, bars: [found.bar], held: found.held, scale, width, height: 150, top: 8, left: LEFT, range: shared,
      label: box.dataset.label ?? "",
    });
    box.replaceChildren(svg);
  }
  return size;
}
