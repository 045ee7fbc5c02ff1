// The reader: text and cards light each other, layers are written into the address, citations are copied.
// The address is the state: its fragment names what is chosen, its query which layers are shown.

// The text as it was published, and before it the translation that it was read by, where there is one.
const texts = [...document.querySelectorAll<HTMLElement>(".text")];
const cards = [...document.querySelectorAll<HTMLElement>("[data-card]")];
const byName = new Map<string, HTMLElement>();
for (const card of cards) for (const name of (card.dataset.names ?? "").split(" ")) byName.set(name, card);

function chosen(): string {
  const name = decodeURIComponent(location.hash.slice(1));
  return name.startsWith("card-") ? name.slice(5) : name;
}

function pieces(card: HTMLElement): HTMLElement[] {
  return texts.flatMap((text) => [...text.querySelectorAll<HTMLElement>(`[data-in~="${card.dataset.card ?? ""}"]`)]);
}

// Lights what the address names. What was clicked stays where it is; its other side is brought into view.
function light(from: "text" | "card" | "address"): void {
  document.querySelectorAll(".lit").forEach((one) => one.classList.remove("lit"));
  cards.forEach((one) => one.removeAttribute("aria-current"));
  const name = chosen();
  const card = byName.get(name);
  if (!card) return;
  card.classList.add("lit");
  card.setAttribute("aria-current", "true");
  const found = pieces(card);
  found.forEach((one) => one.classList.add("lit"));
  const inner = document.getElementById(`card-${name}`);
  if (inner instanceof HTMLDetailsElement) inner.open = true;
  if (from !== "card") (inner ?? card).scrollIntoView({ block: "nearest" });
  if (from !== "text") found[0]?.scrollIntoView({ block: wide() ? "center" : "nearest" });
}

function wide(): boolean {
  return matchMedia("(min-width: 60.01rem)").matches;
}

// Chooses without the browser's own jump to the fragment; going back undoes it.
function choose(name: string, from: "text" | "card"): void {
  if (chosen() !== name || !location.hash) history.pushState(null, "", `${location.pathname}${location.search}#${name}`);
  light(from);
}

// Of several that cover the words, the shortest; clicking again goes on to the next.
function under(piece: HTMLElement): string | undefined {
  const numbers = (piece.dataset.in ?? "").split(" ");
  const covering = numbers.map((number) => cards[Number(number)]).filter((card) => card !== undefined);
  covering.sort((one, other) => length(one) - length(other));
  const at = covering.findIndex((card) => card.classList.contains("lit"));
  return covering[(at + 1) % covering.length]?.dataset.names?.split(" ")[0];
}

function length(card: HTMLElement): number {
  return pieces(card).reduce((sum, one) => sum + (one.textContent?.length ?? 0), 0);
}

for (const text of texts) text.addEventListener("click", (event) => {
  if (getSelection()?.toString()) return;
  const target = event.target as HTMLElement;
  const link = target.closest<HTMLAnchorElement>("a");
  const piece = target.closest<HTMLElement>("[data-in]");
  const named = link?.hash.replace("#card-", "");
  const name = named && !(byName.get(named)?.classList.contains("lit") && piece) ? named : piece ? under(piece) : undefined;
  if (!name) return;
  event.preventDefault();
  choose(name, "text");
  // From the keyboard one goes on in the card.
  if (event.detail === 0) byName.get(name)?.querySelector<HTMLElement>("[data-open]")?.focus({ preventScroll: true });
});

for (const card of cards) {
  card.addEventListener("click", (event) => {
    const target = event.target as HTMLElement;
    const link = target.closest("a");
    if (link?.hasAttribute("data-open")) {
      event.preventDefault();
    } else if (target.closest("a, button, input, label, summary") || getSelection()?.toString()) return;
    const name = card.dataset.names?.split(" ")[0];
    if (name) choose(name, "card");
  });
}
addEventListener("hashchange", () => light("address"));
addEventListener("popstate", () => light("address"));

const layers = document.querySelector<HTMLFormElement>("form.layers");
layers?.querySelector("[data-plain]")?.setAttribute("hidden", "");
layers?.addEventListener("change", () => {
  const boxes = [...layers.querySelectorAll<HTMLInputElement>("input[type=checkbox]")];
  const on = boxes.filter((box) => box.checked).map((box) => box.value);
  const address = new URL(location.href);
  if (on.length === boxes.length) address.searchParams.delete("layers");
  else address.search = `?layers=${on.join(",")}`;
  history.replaceState(null, "", address);
});

for (const button of document.querySelectorAll<HTMLButtonElement>("[data-copy]")) {
  const source = document.getElementById(button.dataset.copy ?? "");
  if (!source || !navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    const said = button.textContent;
    navigator.clipboard.writeText(source.textContent ?? "").then(
      () => (button.textContent = "Copied"),
      () => getSelection()?.selectAllChildren(source),
    );
    setTimeout(() => (button.textContent = said), 2000);
  });
}

if (location.hash) light("address");

export {};
