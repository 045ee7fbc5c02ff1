// The map: moves and zooms without a new page, keeps the view in the address, tells of a place on hover and focus. Without
// it the same page works by its links.
import { geoEqualEarth } from "d3-geo";
import { select } from "d3-selection";
import { zoom, zoomIdentity, type D3ZoomEvent } from "d3-zoom";
import { labelled, type Mark } from "./map/labels";

const CLOSEST = 32;
const figure = document.querySelector<HTMLElement>("figure.map");
const svg = figure?.querySelector<SVGSVGElement>(":scope > svg");
if (figure && svg) start(figure, svg);

function start(figure: HTMLElement, svg: SVGSVGElement): void {
  const world = svg.querySelector<SVGGElement>(".world")!;
  const names = svg.querySelector<SVGGElement>(".labels")!;
  const tip = figure.querySelector<HTMLElement>(".map-tip")!;
  const { width, height } = svg.viewBox.baseVal;
  const scale = Number(figure.dataset.scale);
  const [left = 0, top = 0] = (figure.dataset.translate ?? "").split(" ").map(Number);
  const projection = geoEqualEarth().scale(scale).translate([left, top]);
  const marks: Mark[] = [...svg.querySelectorAll<SVGAElement>("a.place")].map((link) => ({
    link,
    x: Number(link.dataset.x),
    y: Number(link.dataset.y),
    r: Number(link.dataset.r),
    told: link.getAttribute("aria-label") ?? "",
  }));
  figure.classList.add("live");
  svg.querySelectorAll("a.place > title").forEach((title) => title.remove());

  const target = select<SVGSVGElement, unknown>(svg);
  let moved = false;
  const behaviour = zoom<SVGSVGElement, unknown>()
    .extent([[0, 0], [width, height]])
    .translateExtent([[0, 0], [width, height]])
    .scaleExtent([1, CLOSEST])
    .clickDistance(5)
    .filter((event: Event) => {
      if (event.type === "wheel") return (event as WheelEvent).ctrlKey || (event as WheelEvent).metaKey;
      if (event.type === "touchstart") return (event as TouchEvent).touches.length > 1;
      return !(event as MouseEvent).button;
    })
    .on("zoom", (event: D3ZoomEvent<SVGSVGElement, unknown>) => draw(event.transform))
    .on("end", () => moved && kept());

  const view = new URLSearchParams(location.search).get("view");
  target.call(behaviour).on("dblclick.zoom", null);
  target.property("__zoom", placed(view));

  function placed(text: string | null) {
    const [lon = 0, lat = 0, k = 1] = (text ?? "").split(",").map(Number);
    if (!text || !(k > 1)) return zoomIdentity;
    const near = Math.min(CLOSEST, k);
    const [x, y] = projection([lon, lat])!;
    const clamp = (value: number, room: number) => Math.min(0, Math.max(room * (1 - near), value));
    return zoomIdentity
      .translate(
        clamp(width / 2 - near * x, width),
        clamp(height / 2 - near * y, height),
      )
      .scale(near);
  }

  function draw(at: { k: number; x: number; y: number }): void {
    moved = true;
    tip.hidden = true;
    world.setAttribute("transform", `translate(${at.x.toFixed(2)} ${at.y.toFixed(2)}) scale(${at.k.toFixed(4)})`);
    for (const mark of marks) {
      mark.link.setAttribute("transform", `translate(${(at.k * mark.x + at.x).toFixed(1)} ${(at.k * mark.y + at.y).toFixed(1)})`);
    }
    names.replaceChildren(...labelled(marks, at, width, height));
  }

  // The middle of what is seen, and how near, as the server reads it.
  function seen(): string | null {
    const at = svg.__zoom ?? zoomIdentity;
    if (at.k <= 1.001) return null;
    const [lon, lat] = projection.invert!([(width / 2 - at.x) / at.k, (height / 2 - at.y) / at.k])!;
    return [lon, lat, at.k].map((one) => String(Math.round(one * 100) / 100)).join(",");
  }

  function kept(): void {
    const here = new URL(location.href);
    const text = seen();
    here.searchParams.delete("view");
    const rest = here.searchParams.toString();
    const asked = [rest, text ? `view=${text}` : ""].filter(Boolean).join("&");
    history.replaceState(history.state, "", asked ? `${here.pathname}?${asked}` : here.pathname);
    figure.querySelectorAll<HTMLElement>("[data-go]").forEach((link) => {
      if ((link.dataset.go || null) === text) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
    for (const field of document.querySelectorAll<HTMLInputElement>("input[data-view]")) field.value = text ?? "";
  }

  figure.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = (event.target as Element).closest<HTMLElement>("[data-zoom], [data-go]");
    if (!link) return;
    event.preventDefault();
    if (link.dataset.zoom) {
      const largest = marks[0];
      const now = svg.__zoom ?? zoomIdentity;
      const about: [number, number] | undefined =
        now.k <= 1.001 && largest ? [largest.x, largest.y] : undefined;
      target.call(behaviour.scaleBy, Number(link.dataset.zoom), about);
    } else target.call(behaviour.transform, placed(link.dataset.go ?? null));
  });

  // One stop of the tab key; arrows step through the places by their size.
  let current = 0;
  marks.forEach((mark, at) => mark.link.setAttribute("tabindex", at ? "-1" : "0"));
  svg.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const by = { "+": 2, "=": 2, "-": 0.5 }[event.key];
    if (step) {
      event.preventDefault();
      marks[current]?.link.setAttribute("tabindex", "-1");
      current = Math.max(0, Math.min(marks.length - 1, current + step));
      marks[current]?.link.setAttribute("tabindex", "0");
      marks[current]?.link.focus();
    } else if (by) target.call(behaviour.scaleBy, by);
    else if (event.key === "0") target.call(behaviour.transform, zoomIdentity);
    else if (event.key === "Escape") tip.hidden = true;
  });

  const tell = (event: Event) => {
    const link = (event.target as Element).closest<SVGAElement>("a.place");
    if (!link) return;
    const [name = "", rest = ""] = split(link.getAttribute("aria-label") ?? "");
    const bold = document.createElement("b");
    bold.textContent = name;
    tip.replaceChildren(bold, rest);
    tip.hidden = false;
    const spot = link.getBoundingClientRect();
    const room = figure.getBoundingClientRect();
    const x = Math.min(spot.right - room.left + 8, room.width - tip.offsetWidth - 8);
    tip.style.setProperty("transform", `translate(${Math.max(8, x)}px, ${Math.max(8, spot.top - room.top - 6)}px)`);
  };
  svg.addEventListener("pointerover", tell);
  svg.addEventListener("focusin", tell);
  svg.addEventListener("pointerout", () => (tip.hidden = true));
  svg.addEventListener("focusout", () => (tip.hidden = true));
}

function split(told: string): [string, string] {
  const at = told.lastIndexOf(": ");
  return at < 0 ? [told, ""] : [told.slice(0, at), told.slice(at + 2)];
}

declare global {
  interface SVGSVGElement {
    __zoom?: { k: number; x: number; y: number };
  }
}
