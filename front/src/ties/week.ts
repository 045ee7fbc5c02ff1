// The events of a week without leaving the page: its part of the answer is put in, and the address follows.

/** Show what an address says of the chosen week; where that fails, go there. */
export async function follow(address: string, remember: boolean): Promise<void> {
  const place = document.getElementById("week");
  try {
    const answer = await fetch(address);
    const found = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("week");
    if (!answer.ok || !place || !found) throw new Error("no week in the answer");
    place.replaceWith(document.adoptNode(found));
    if (remember) history.pushState({}, "", address);
    document.dispatchEvent(new Event("chosen"));
    if (remember) document.getElementById("week")?.focus({ preventScroll: false });
  } catch {
    location.assign(address);
  }
}

export function chosen(): string | null {
  return new URL(location.href).searchParams.get("week");
}

/** The address of this page with another week. */
export function addressed(week: string): string {
  const address = new URL(location.href);
  address.searchParams.set("week", week);
  address.hash = "";
  return address.href;
}
