// Add: says what was chosen, and follows a job until it is over.

interface Progress {
  state: string;
  sources: number;
  source: number;
  added: number;
  known: number;
  failed: number;
  mentions: number;
}

const files = document.querySelector<HTMLInputElement>("#files");
const chosen = document.querySelector<HTMLElement>("#chosen");
files?.addEventListener("change", () => {
  const listed = [...(files.files ?? [])];
  const size = listed.reduce((sum, one) => sum + one.size, 0) / 1e6;
  if (chosen) chosen.textContent = `${listed.length} ${listed.length === 1 ? "file" : "files"}, ${size.toFixed(1)} MB`;
});

const going = document.querySelector<HTMLElement>("[data-job]");
const line = document.querySelector<HTMLElement>("#progress");
const bar = document.querySelector<HTMLProgressElement>("progress");

function show(told: Progress): void {
  if (told.state !== "adding" || !line) return;
  line.textContent =
    `${told.added} added, ${told.known} known before, ${told.failed} failed, ` +
    `${told.mentions} event mentions; ${told.source} of ${told.sources} sources`;
  if (bar && told.sources > 1) {
    bar.max = told.sources;
    bar.value = Math.max(0, told.source - 1);
  }
}

if (going?.dataset.job) {
  const stream = new EventSource(`${going.dataset.job}/events`);
  stream.addEventListener("progress", (event) => {
    const told = JSON.parse((event as MessageEvent<string>).data) as Progress;
    show(told);
    if (told.state === going.dataset.state) return;
    stream.close();
    // The page of a job that is over leads on to what was read.
    location.replace(told.state === "done" ? `${location.pathname}?read=1` : location.pathname);
  });
}

export {};
