// The figures of a tie as the server put them into the page, and bars wide enough to be seen.

export interface Bar {
  name: string;
  slot: number;
  up: number[];
  down: number[];
  events?: number;
}

export interface Change {
  number: number;
  side: "cooperation" | "conflict";
  said: string;
  day: string;
  low: string;
  high: string;
  began: string;
  ended: string | null;
}

export interface Alert {
  id: string;
  day: string;
  what: string;
  state: string;
}

export interface Tie {
  by: "week" | "month";
  until: string;
  labels: string[];
  starts: string[];
  thin: number[];
  coverage: number[];
  bars: Bar[];
  panels: Bar[];
  changes: Change[];
  alerts: Alert[];
}

export type Scale = "raw" | "share";

/** One or more periods that are drawn as one bar. */
export interface Bin {
  first: number;
  last: number;
  start: Date;
  end: Date;
  coverage: number;
  thin: boolean;
  up: number[];
  down: number[];
}

// A bar that is narrower cannot be told from its neighbours.
const NARROWEST = 2.2;
const STEPS = { week: [1, 2, 4, 13, 26, 52], month: [1, 3, 6, 12] };
const DAY = 86_400_000;

export function read(): Tie | null {
  const held = document.getElementById("tie");
  return held ? (JSON.parse(held.textContent ?? "null") as Tie) : null;
}

/** How many periods one bar has to stand for, so that all fit into so many pixels. */
export function together(tie: Tie, width: number): number {
  const steps = STEPS[tie.by];
  return steps.find((step) => (width / tie.labels.length) * step >= NARROWEST) ?? steps[steps.length - 1] ?? 1;
}

export function bins(tie: Tie, bars: Bar[], size: number): Bin[] {
  const found: Bin[] = [];
  for (let first = 0; first < tie.labels.length; first += size) {
    const next = Math.min(first + size, tie.labels.length);
    const sum = (values: number[]): number => values.slice(first, next).reduce((one, other) => one + other, 0);
    found.push({
      first,
      last: next - 1,
      start: date(tie.starts[first]),
      end: next < tie.labels.length ? date(tie.starts[next]) : new Date(date(tie.until).getTime() + DAY),
      coverage: sum(tie.coverage),
      thin: tie.thin.slice(first, next).every(Boolean),
      up: bars.map((bar) => sum(bar.up)),
      down: bars.map((bar) => sum(bar.down)),
    });
  }
  return found;
}

export function date(text: string | undefined): Date {
  return new Date(`${text ?? ""}T00:00:00Z`);
}

export function sum(values: number[]): number {
  return values.reduce((one, other) => one + other, 0);
}

/** A height in the chart: events, or their share of all that was coded in per cent. */
export function height(value: number, bin: Bin, scale: Scale): number {
  return scale === "raw" ? value : bin.coverage ? (100 * value) / bin.coverage : 0;
}

/** A number of events as it is told: a divided one with one decimal. */
export function told(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(1);
}

/** The periods of a bar in words: '2023-W37', or '2023-W36 to 2023-W39'. */
export function named(tie: Tie, bin: Bin): string {
  const first = tie.labels[bin.first] ?? "";
  return bin.first === bin.last ? first : `${first} to ${tie.labels[bin.last] ?? ""}`;
}

/** The period of a bar that has most events. */
export function fullest(tie: Tie, bin: Bin): number {
  const events = (at: number): number => sum(tie.bars.map((bar) => (bar.up[at] ?? 0) + (bar.down[at] ?? 0)));
  let best = bin.first;
  for (let at = bin.first; at <= bin.last; at++) if (events(at) > events(best)) best = at;
  return best;
}
