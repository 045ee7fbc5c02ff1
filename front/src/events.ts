// Stars an event without loading the page again; without this script the button sends its form.
const form = document.querySelector<HTMLFormElement>("#starring");

async function toggle(button: HTMLButtonElement, token: FormData): Promise<void> {
  const starring = button.name === "star";
  token.set(button.name, button.value);
  button.disabled = true;
  const answer = await fetch("/stars", { method: "POST", body: new URLSearchParams(token as never), redirect: "manual" });
  button.disabled = false;
  // A redirect is the answer of a star that was kept.
  if (answer.type !== "opaqueredirect" || !form) return location.reload();
  button.name = starring ? "unstar" : "star";
  button.textContent = starring ? "★" : "☆";
  button.setAttribute("aria-pressed", String(starring));
  button.focus();
}

form?.addEventListener("submit", (event) => {
  if (!(event.submitter instanceof HTMLButtonElement)) return;
  event.preventDefault();
  void toggle(event.submitter, new FormData(form));
});

export {};
