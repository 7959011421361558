// Looks at the sheet while it is typed, and leads from a remark to its words in the text. The page works without it.
const seen = document.getElementById("seen");
const form = document.getElementById("form-sheet");
const text = document.getElementById("text");
if (seen && form && text) {
  let wait, asked;
  const look = async () => {
    asked?.abort();
    asked = new AbortController();
    seen.setAttribute("aria-busy", "true");
    try {
      const body = new URLSearchParams(new FormData(form));
      const answer = await fetch(seen.dataset.preview, { method: "POST", body, signal: asked.signal, redirect: "error" });
      if (answer.ok) seen.innerHTML = await answer.text();
      seen.removeAttribute("aria-busy");
    } catch (odd) {
      if (odd.name !== "AbortError") seen.removeAttribute("aria-busy");
    }
  };
  const soon = () => { clearTimeout(wait); wait = setTimeout(look, 400); };
  text.addEventListener("input", soon);
  seen.addEventListener("change", soon);
  const select = (from, to) => {
    text.focus();
    text.setSelectionRange(from, to);
    const before = text.value.slice(0, from).split("\n").length;
    text.scrollTop = (before - 4) * parseFloat(getComputedStyle(text).lineHeight);
  };
  seen.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-from]");
    if (!link || link.hash === "#lines") return;
    event.preventDefault();
    select(Number(link.dataset.from), Number(link.dataset.to));
  });
  const line = /^#line-(\d+)$/.exec(location.hash);
  if (line) {
    const lines = text.value.split("\n");
    const from = lines.slice(0, line[1] - 1).join("\n").length + (line[1] > 1 ? 1 : 0);
    select(from, from + (lines[line[1] - 1] ?? "").length);
  }
}
