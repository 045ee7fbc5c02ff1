// Puts a button beside each citation that copies it; without this script the text can be selected as it is.
for (const cited of document.querySelectorAll<HTMLElement>("[data-citation]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(cited.firstChild?.textContent ?? "");
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = "Copy"), 2000);
  });
  cited.append(" ", button);
}

export {};
