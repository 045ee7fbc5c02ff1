// The cursor of a chart: by pointer or arrow keys from bar to bar, what is in it beside it, and its events on a click.
import type { Drawn } from "./bars";
import { type Bin, fullest, named, sum, type Tie, told } from "./data";
import { made } from "./labels";

export function cursor(box: HTMLElement, svg: Drawn, tie: Tie, held: Bin[], top: number, bottom: number): void {
  const slider = child(box, "slider");
  const tip = child(box, "tip");
  const bar = made("rect", { class: "cursor", y: top, height: bottom - top, width: 0 });
  svg.append(bar);
  let at = -1;

  const show = (place: number): void => {
    const bin = held[place];
    if (!bin) return;
    at = place;
    const x1 = svg.scale("x").apply(bin.start);
    const x2 = svg.scale("x").apply(bin.end);
    bar.setAttribute("x", String(Math.min(x1, (x1 + x2) / 2 - 1.5)));
    bar.setAttribute("width", String(Math.max(3, x2 - x1)));
    tip.replaceChildren(...lines(tie, bin));
    tip.hidden = false;
    const room = box.clientWidth - tip.offsetWidth;
    tip.style.setProperty("left", `${Math.max(0, Math.min(room, (x1 + x2) / 2 > box.clientWidth / 2 ? x1 - tip.offsetWidth - 10 : x2 + 10))}px`);
    tip.style.setProperty("top", `${top + 6}px`);
    slider.setAttribute("aria-valuenow", String(place));
    slider.setAttribute("aria-valuetext", words(tie, bin));
  };
  const hide = (): void => {
    at = -1;
    tip.hidden = true;
    bar.setAttribute("width", "0");
  };
  const under = (event: PointerEvent | MouseEvent): number => {
    const moment = svg.scale("x").invert(event.clientX - svg.getBoundingClientRect().left);
    return held.findIndex((bin) => bin.start <= moment && moment < bin.end);
  };
  const open = (place: number): void => {
    const bin = held[place];
    if (bin && events(bin)) box.dispatchEvent(new CustomEvent("week", { detail: tie.labels[fullest(tie, bin)], bubbles: true }));
  };

  svg.addEventListener("pointermove", (event) => show(under(event)));
  svg.addEventListener("pointerleave", hide);
  svg.addEventListener("click", (event) => {
    const alert = (event.target as Element).closest("[data-alert]")?.getAttribute("data-alert");
    if (alert) location.assign(`/alerts/${alert}`);
    else open(under(event));
  });
  slider.setAttribute("aria-valuemin", "0");
  slider.setAttribute("aria-valuemax", String(held.length - 1));
  slider.setAttribute("aria-valuenow", "0");
  slider.setAttribute("aria-valuetext", "arrow keys go from one bar with events to the next");
  slider.onblur = hide;
  slider.onkeydown = (event) => {
    const next = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    if (next) show(beside(held, at, next));
    else if (event.key === "Home") show(beside(held, -1, 1));
    else if (event.key === "End") show(beside(held, held.length, -1));
    else if (event.key === "Enter") open(at);
    else if (event.key === "Escape") return hide();
    else return;
    event.preventDefault();
  };
}

/** The next bar with events in a direction; the same where there is none. */
function beside(held: Bin[], at: number, by: number): number {
  const from = at < 0 && by < 0 ? held.length : at;
  for (let place = from + by; place >= 0 && place < held.length; place += by) {
    const bin = held[place];
    if (bin && events(bin)) return place;
  }
  return at;
}

function events(bin: Bin): number {
  return Math.round(sum(bin.up) + sum(bin.down));
}

function words(tie: Tie, bin: Bin): string {
  const parts = [`${named(tie, bin)}: cooperation ${Math.round(sum(bin.up))}, conflict ${Math.round(sum(bin.down))}`];
  tie.bars.forEach((bar, at) => {
    const value = (bin.up[at] ?? 0) + (bin.down[at] ?? 0);
    if (value) parts.push(`${context(bar.name)} ${told(value)}`);
  });
  if (bin.thin) parts.push("thin");
  return parts.join(", ");
}

function context(name: string): string {
  return name === "none" ? "no context" : name.replaceAll("_", " ");
}

function lines(tie: Tie, bin: Bin): HTMLElement[] {
  const head = element("strong", named(tie, bin));
  const both = element("p", `cooperation ${Math.round(sum(bin.up))} · conflict ${Math.round(sum(bin.down))}`);
  const list = document.createElement("ul");
  tie.bars.forEach((bar, at) => {
    const [up, down] = [bin.up[at] ?? 0, bin.down[at] ?? 0];
    if (!up && !down) return;
    const item = element("li", `${context(bar.name)} ${up ? `+${told(up)}` : ""} ${down ? `−${told(down)}` : ""}`);
    item.className = `swatch s${bar.slot}`;
    list.append(item);
  });
  const share = bin.coverage ? ` (${((100 * events(bin)) / bin.coverage).toFixed(0)} %)` : "";
  const rest = element("p", `of ${bin.coverage} coded events${share}${bin.thin ? " · thin" : ""}`);
  rest.className = "faint";
  const found: HTMLElement[] = [head, both, list, rest];
  if (events(bin)) {
    const label = tie.labels[fullest(tie, bin)] ?? "";
    found.push(element("p", bin.first === bin.last ? "click for the events" : `click for the events of ${label}`));
  }
  return found;
}

function element(name: string, text: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function child(box: HTMLElement, name: string): HTMLElement {
  const found = box.querySelector<HTMLElement>(`.${name}`);
  if (!found) throw new Error(`no .${name} in the chart`);
  return found;
}
