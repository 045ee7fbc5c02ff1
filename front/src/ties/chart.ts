// The chart of a tie: bars by context, the net line, changes with the doubt about their dates, alerts, and a cursor.
import { plot } from "@observablehq/plot";
import { type Drawn, drawn, net, range, unnamed } from "./bars";
import { cursor } from "./cursor";
import { type Bin, bins, date, type Scale, type Tie, together } from "./data";
import { label, lanes, made, room } from "./labels";

const LEFT = 34;
const RIGHT = 6;
const BOTTOM = 26;
// Over a long series a net line of each bar would hide them: it is the mean over a quarter of a year.
const LONG = { week: 54, month: 25 };
const QUARTER = { week: 13, month: 3 };

export interface Chart {
  /** How many periods a bar stands for. */
  size: number;
  /** Over how many bars the net line is the mean. */
  around: number;
}

export function draw(box: HTMLElement, tie: Tie, scale: Scale, week: string | null): Chart {
  const width = Math.max(260, box.clientWidth);
  const size = together(tie, width - LEFT - RIGHT);
  const held = bins(tie, tie.bars, size);
  const around = tie.labels.length >= LONG[tie.by] ? Math.max(1, Math.round(QUARTER[tie.by] / size)) : 1;
  const placed = lanes(tie.changes, placer(held, width), LEFT, width - RIGHT);
  const top = room(placed) + (tie.alerts.length ? 16 : 6);
  const frame = {
    tie, bars: tie.bars, held, scale, width, top, left: LEFT, range: range(held, scale), label: box.dataset.label ?? "",
    height: top + (width < 520 ? 230 : 320),
  };
  const svg = drawn(frame);
  overlay(svg, net(held, scale, around), held, frame.range, width, frame.height, top);
  label(svg, placed, top);
  mark(svg, tie, top);
  sides(svg, top, frame.height);
  choose(svg, tie, week, top, frame.height);
  box.querySelector("svg")?.remove();
  box.prepend(svg);
  cursor(box, svg, tie, held, top, frame.height - BOTTOM);
  return { size, around };
}

/** The x of a day before anything is drawn, so that the labels know how much room they take. */
function placer(held: Bin[], width: number): (day: string) => number {
  const first = held[0]?.start.getTime() ?? 0;
  const last = held[held.length - 1]?.end.getTime() ?? 1;
  return (day) => LEFT + ((date(day).getTime() - first) / (last - first)) * (width - LEFT - RIGHT);
}

/** The net line lies over the bars; it is drawn by the same scales. */
function overlay(
  svg: Drawn, mark: ReturnType<typeof net>, held: Bin[], [high, low]: [number, number], width: number, height: number, top: number,
): void {
  const over = plot({
    width, height, marginTop: top, marginBottom: BOTTOM, marginLeft: LEFT, marginRight: RIGHT, axis: null,
    x: { type: "utc", domain: [held[0]?.start ?? new Date(0), held[held.length - 1]?.end ?? new Date(1)] },
    y: { domain: [low, high] }, marks: [mark],
  });
  unnamed(over);
  const group = made("g", { class: "net" });
  group.append(...over.childNodes);
  svg.append(group);
}

/** Alerts: a diamond each, above the day that it is about. */
function mark(svg: Drawn, tie: Tie, top: number): void {
  for (const alert of tie.alerts) {
    const x = svg.scale("x").apply(date(alert.day));
    const y = top - 7;
    const diamond = made("path", {
      d: `M${x},${y - 5.5}L${x + 5.5},${y}L${x},${y + 5.5}L${x - 5.5},${y}Z`, class: `alert ${alert.state}`, "data-alert": alert.id,
    });
    const said = made("title", {});
    said.textContent = `Alert: ${alert.what}`;
    diamond.append(said);
    svg.append(diamond);
  }
}

/** Which way is which, so that no colour has to say it. */
function sides(svg: Drawn, top: number, height: number): void {
  for (const [text, y] of [["cooperation ↑", top + 13], ["conflict ↓", height - BOTTOM - 6]] as const) {
    const said = made("text", { x: LEFT + 5, y, class: "side", "text-anchor": "start" });
    said.textContent = text;
    svg.append(said);
  }
}

/** The period whose events are listed below. */
function choose(svg: Drawn, tie: Tie, week: string | null, top: number, height: number): void {
  const at = week ? tie.labels.indexOf(week) : -1;
  if (at < 0) return;
  const x = svg.scale("x").apply(date(tie.starts[at]));
  const next = svg.scale("x").apply(date(tie.starts[at + 1] ?? tie.until));
  const wide = Math.max(4, next - x);
  svg.append(made("rect", { x: (x + next) / 2 - wide / 2 - 1.5, width: wide + 3, y: top, height: height - BOTTOM - top, class: "chosen" }));
}
