// The network: what the pointer or the focus is on comes forward with its lines; Escape takes the focus of the page out.
// A name is a link to its focus and a line one to its ties, with and without this.
const ring = document.querySelector<SVGSVGElement>("svg.ring");
const clear = document.querySelector<HTMLAnchorElement>("a[data-clear]");

function light(name: string | undefined, other?: string): void {
  if (!ring) return;
  const on = new Set<string>();
  for (const one of document.querySelectorAll<HTMLElement | SVGElement>("[data-one]")) {
    const ends = [one.dataset.one ?? "", one.dataset.other ?? ""];
    const lit = other ? ends.includes(name ?? "") && ends.includes(other) : ends.includes(name ?? "");
    one.classList.toggle("on", lit);
    if (lit && one.closest("svg")) ends.forEach((end) => on.add(end));
  }
  for (const node of ring.querySelectorAll<SVGElement>("[data-node]")) {
    node.classList.toggle("on", on.has(node.dataset.node ?? "") || node.dataset.node === name);
  }
  ring.classList.toggle("lit", name !== undefined);
}

function about(target: Element): void {
  const found = target.closest<HTMLElement | SVGElement>("[data-node], [data-one]");
  if (!found) light(undefined);
  else if (found.dataset.node) light(found.dataset.node);
  else light(found.dataset.one, found.dataset.other);
}

if (ring) {
  const whole = ring.closest(".network-page") ?? ring;
  for (const name of ["pointerover", "focusin"]) whole.addEventListener(name, (event) => about(event.target as Element));
  for (const name of ["pointerleave", "focusout"]) whole.addEventListener(name, () => light(undefined));
  // Who points or tabs before this has loaded is answered when it has.
  const already = whole.querySelector(":focus") ?? [...whole.querySelectorAll(":hover")].pop();
  if (already) about(already);
}
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
  if (event.target instanceof HTMLElement && /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
  if (ring?.classList.contains("lit") && !clear) light(undefined);
  else if (clear) location.assign(clear.href);
});

export {};
