// Keys on every page: / to the search, j and k through the rows, Enter opens one, ? lists the keys, Escape lets go.
// A page marks its rows with data-row, the link of a row with data-open, and its search field with data-search.

const KEYS: [string, string][] = [
  ["/", "to the search"],
  ["j, k", "next, previous row"],
  ["Enter", "open the row"],
  ["g then e, r, t, m, n, p, w, a", "to events, articles, ties, map, network, provisions, watch, add"],
  ["Escape", "let go"],
  ["?", "this list"],
];
const PLACES: Record<string, string> = { e: "/events", r: "/articles", t: "/ties", m: "/map", n: "/network", p: "/provisions", w: "/watch", a: "/add" };

let going = false;

function writing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

function step(by: number): void {
  const rows = [...document.querySelectorAll<HTMLElement>("[data-row]")];
  if (!rows.length) return;
  const at = rows.findIndex((row) => row.hasAttribute("data-current"));
  const next = rows[Math.max(0, Math.min(rows.length - 1, at < 0 ? 0 : at + by))];
  rows.forEach((row) => row.removeAttribute("data-current"));
  next?.setAttribute("data-current", "");
  next?.querySelector<HTMLElement>("[data-open]")?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "nearest" });
}

function list(): void {
  const open = document.querySelector<HTMLDialogElement>("dialog.keys");
  if (open) return open.remove();
  const dialog = document.createElement("dialog");
  dialog.className = "keys";
  dialog.setAttribute("aria-label", "Keys");
  const title = document.createElement("h2");
  title.textContent = "Keys";
  const table = document.createElement("table");
  for (const [key, what] of KEYS) {
    const row = table.insertRow();
    const name = document.createElement("kbd");
    name.textContent = key;
    row.insertCell().append(name);
    row.insertCell().textContent = what;
  }
  const close = document.createElement("button");
  close.textContent = "Close";
  close.addEventListener("click", () => dialog.remove());
  dialog.addEventListener("close", () => dialog.remove());
  dialog.append(title, table, close);
  document.body.append(dialog);
  dialog.showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && writing(event.target)) return (event.target as HTMLElement).blur();
  if (writing(event.target)) return;
  if (going) {
    going = false;
    const place = PLACES[event.key];
    if (place) location.assign(place);
    return;
  }
  if (event.key === "/") {
    event.preventDefault();
    document.querySelector<HTMLElement>("[data-search]")?.focus();
  } else if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "g") going = true;
  else if (event.key === "?") list();
  else if (event.key === "Enter" && !(event.target as HTMLElement).closest("a, button, summary, [tabindex]:not(main)")) {
    document.querySelector<HTMLAnchorElement>("[data-row][data-current] a[data-open]")?.click();
  }
});

export {};
