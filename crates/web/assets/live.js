// Puts the board as it is now in the place of the board that was, and says its sentence when that has changed.
const live = document.getElementById("live");
const told = document.getElementById("told");
if (live?.dataset.events) {
  const source = new EventSource(live.dataset.events);
  const sentence = () => live.querySelector("#sentence")?.textContent;
  const row = (each) => each.querySelector("th a")?.href;
  source.addEventListener("board", (event) => {
    const before = sentence();
    const held = live.contains(document.activeElement) && document.activeElement.getAttribute("href");
    const rows = new Map([...live.querySelectorAll("tbody tr")].map((each) => [row(each), each.textContent]));
    live.innerHTML = event.data;
    if (held) live.querySelector(`a[href="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
    for (const each of live.querySelectorAll("tbody tr"))
      if (rows.get(row(each)) !== each.textContent) each.classList.add("fresh");
    if (sentence() !== before) told.textContent = sentence();
  });
  source.addEventListener("end", () => source.close());
  addEventListener("pagehide", () => source.close());
}
