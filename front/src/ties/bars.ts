// The drawing that the chart and its small multiples share: bars by context above and below a line, thin periods in grey.
import { axisX, axisY, line, type Markish, plot, rect, ruleX, ruleY } from "@observablehq/plot";
import { type Bar, type Bin, date, height, type Scale, sum, type Tie } from "./data";

export interface Frame {
  tie: Tie;
  bars: Bar[];
  held: Bin[];
  scale: Scale;
  width: number;
  height: number;
  top: number;
  left: number;
  /** The highest and lowest value; null lets the bars decide. */
  range: [number, number] | null;
  label: string;
}

interface Block {
  x1: Date;
  x2: Date;
  y1: number;
  y2: number;
  fill: string;
}

export type Drawn = SVGSVGElement & { scale(name: string): { apply(value: unknown): number; invert(value: number): Date } };

const BOTTOM = 26;
const RIGHT = 6;

export function drawn(frame: Frame): Drawn {
  const { held, tie, width } = frame;
  const first = held[0]?.start ?? new Date(0);
  const last = held[held.length - 1]?.end ?? new Date(1);
  const [high, low] = frame.range ?? range(held, frame.scale);
  const narrow = width < 520;
  const pixels = (width - frame.left - RIGHT) / Math.max(1, held.length);
  const inset = pixels > 8 ? 1 : pixels > 3.5 ? 0.5 : 0;
  const marks: Markish[] = [
    rect(thin(held), { x1: "x1", x2: "x2", y1: low, y2: high, fill: "var(--tie-thin)" }),
    ruleY(ticks(low, high), { stroke: "var(--line)", strokeWidth: 1 }),
    rect(tie.changes.filter((one) => one.low !== one.high), {
      x1: (one) => date(one.low), x2: (one) => date(one.high), y1: low, y2: high, fill: "var(--tie-doubt)",
    }),
    ruleX(tie.changes, { x: (one) => date(one.day), stroke: "currentColor", strokeDasharray: "4 3", strokeWidth: 1.2 }),
    rect(blocks(frame), { x1: "x1", x2: "x2", y1: "y1", y2: "y2", fill: "fill", insetLeft: inset, insetRight: inset }),
    ruleY([0], { stroke: "currentColor", strokeWidth: 1.2 }),
    axisX({ ticks: Math.max(2, Math.floor(width / (narrow ? 80 : 95))), tickSize: 4, fontSize: 11, label: null }),
    axisY(ticks(low, high), {
      tickSize: 0, fontSize: 11, label: null,
      tickFormat: (value: number) => `${Math.abs(value)}${frame.scale === "share" ? "%" : ""}`,
    }),
  ];
  const svg = plot({
    className: "tie-plot",
    width,
    height: frame.height,
    marginTop: frame.top,
    marginBottom: BOTTOM,
    marginLeft: frame.left,
    marginRight: RIGHT,
    ariaLabel: frame.label,
    style: { background: "none", fontFamily: "inherit" },
    x: { type: "utc", domain: [first, last] },
    y: { domain: [low, high] },
    marks,
  }) as unknown as Drawn;
  svg.setAttribute("role", "img");
  unnamed(svg);
  return svg;
}

/** One picture with one name: Plot names its parts after their kinds, which no role of theirs allows. */
export function unnamed(svg: Element): void {
  for (const part of svg.querySelectorAll("[aria-label]")) part.removeAttribute("aria-label");
}

/** The net line: cooperation less conflict, of each bar, or the mean of so many around it. */
export function net(held: Bin[], scale: Scale, around: number): Markish {
  const values = held.map((bin) => height(sum(bin.up) - sum(bin.down), bin, scale));
  const half = Math.floor(around / 2);
  const points = held.map((bin, at) => {
    const some = values.slice(Math.max(0, at - half), at + half + 1);
    return { x: new Date((bin.start.getTime() + bin.end.getTime()) / 2), y: sum(some) / some.length };
  });
  return line(points, { x: "x", y: "y", stroke: "currentColor", strokeWidth: 1.4, curve: around > 1 ? "basis" : "linear" });
}

/** The highest and lowest end of the bars, each at least so high that a single event does not fill the chart. */
export function range(held: Bin[], scale: Scale): [number, number] {
  const ends = (values: (bin: Bin) => number[]): number => Math.max(0, ...held.map((bin) => height(sum(values(bin)), bin, scale)));
  const least = scale === "raw" ? 2 : 1;
  const high = ends((bin) => bin.up);
  const low = ends((bin) => bin.down);
  return [Math.max(least, high * 1.06), -Math.max(least, low * 1.06)];
}

function blocks(frame: Frame): Block[] {
  const found: Block[] = [];
  for (const bin of frame.held) {
    for (const [values, sign] of [[bin.up, 1], [bin.down, -1]] as const) {
      let base = 0;
      values.forEach((value, at) => {
        if (!value) return;
        const next = base + sign * height(value, bin, frame.scale);
        found.push({ x1: bin.start, x2: bin.end, y1: base, y2: next, fill: `var(--tie-${frame.bars[at]?.slot ?? 7})` });
        base = next;
      });
    }
  }
  return found;
}

/** Thin periods that follow one another are one stretch. */
function thin(held: Bin[]): { x1: Date; x2: Date }[] {
  const found: { x1: Date; x2: Date }[] = [];
  let before = false;
  for (const bin of held) {
    const last = found[found.length - 1];
    if (bin.thin && before && last) last.x2 = bin.end;
    else if (bin.thin) found.push({ x1: bin.start, x2: bin.end });
    before = bin.thin;
  }
  return found;
}

function ticks(low: number, high: number): number[] {
  const rough = (high - low) / 6;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough) ?? rough);
  const found: number[] = [];
  for (let value = Math.ceil(low / step) * step; value <= high; value += step) found.push(value);
  return found;
}
