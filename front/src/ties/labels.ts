// Labels of changes above a chart: each in the first lane where it covers no other, else its number alone.
import { type Change, date } from "./data";
import type { Drawn } from "./bars";

const LANE = 19;
const BADGE = 9;
const MOST_LANES = 4;
const SVG = "http://www.w3.org/2000/svg";

interface Placed {
  change: Change;
  at: number;
  left: number;
  right: number;
  lane: number;
  text: string;
}

let measured: CanvasRenderingContext2D | null | undefined;

function wide(text: string): number {
  measured ??= document.createElement("canvas").getContext("2d");
  if (!measured) return text.length * 7;
  measured.font = `600 12px ${getComputedStyle(document.body).fontFamily}`;
  return measured.measureText(text).width;
}

/** Where the labels go. `place` gives the x of a day; too many for the lanes are numbers alone. */
export function lanes(changes: Change[], place: (day: string) => number, from: number, to: number): Placed[] {
  const words = to - from >= 460 ? laid(changes, place, from, to, (one) => `${one.said}, ${one.day}`) : null;
  return words ?? laid(changes, place, from, to, () => "") ?? [];
}

function laid(
  changes: Change[], place: (day: string) => number, from: number, to: number, said: (one: Change) => string,
): Placed[] | null {
  const found: Placed[] = [];
  for (const change of [...changes].sort((one, other) => (one.day < other.day ? -1 : 1))) {
    const at = place(change.day);
    const text = said(change);
    const room = text ? wide(text) + 2 * BADGE + 10 : 2 * BADGE;
    // A label stands to the right of its line, or to the left where it would leave the chart.
    const left = !text ? at - BADGE : at + room <= to ? at - BADGE : Math.max(from, at + BADGE - room);
    const right = left + room + 6;
    let lane = 0;
    while (found.some((one) => one.lane === lane && one.left < right && left < one.right)) lane++;
    if (text && lane >= MOST_LANES) return null;
    found.push({ change, at, left, right, lane, text });
  }
  return found;
}

/** How high the lanes are together. */
export function room(placed: Placed[]): number {
  return placed.length ? (Math.max(...placed.map((one) => one.lane)) + 1) * LANE + 4 : 0;
}

/** Draw the labels above the bars, with the stretch of a surge or lull below its number. */
export function label(svg: Drawn, placed: Placed[], top: number): void {
  for (const one of placed) {
    const y = 11 + one.lane * LANE;
    const group = made("g", { class: `tie-label ${one.change.side}` });
    group.append(made("line", { x1: one.at, x2: one.at, y1: y, y2: top, stroke: "currentColor", "stroke-dasharray": "4 3" }));
    const ended = one.change.ended;
    if (ended) {
      const [x1, x2] = [one.change.began, ended].map((day) => svg.scale("x").apply(date(day)));
      group.append(made("line", { x1: x1 ?? 0, x2: x2 ?? 0, y1: top + 2, y2: top + 2, class: "stretch" }));
    }
    group.append(made("circle", { cx: one.at, cy: y, r: BADGE }));
    const number = made("text", { x: one.at, y: y + 4, "text-anchor": "middle", class: "badge-number" });
    number.textContent = String(one.change.number);
    group.append(number);
    if (one.text) {
      const before = one.left < one.at - BADGE - 1;
      const text = made("text", {
        x: one.at + (before ? -BADGE - 4 : BADGE + 4), y: y + 4, "text-anchor": before ? "end" : "start",
      });
      text.textContent = one.text;
      group.append(text);
    }
    svg.append(group);
  }
}

export function made(name: string, values: Record<string, string | number>): SVGElement {
  const found = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(values)) found.setAttribute(key, String(value));
  return found;
}
