// Keeps what is typed on the server, under the officer alone, every few seconds and when the page is left, so that nothing
// is lost with the browser or the session. The page works without it: a form that is refused is kept as well.
const words = (form) => {
  const typed = new URLSearchParams(new FormData(form));
  typed.set("form", form.getAttribute("action"));
  return typed;
};
for (const form of document.querySelectorAll("main form[id]")) {
  if (!form.querySelector("textarea, input:not([type=hidden])")) continue;
  let last = words(form).toString(), wait, asked, gone = false;
  const keep = async () => {
    const now = words(form);
    if (gone || now.toString() === last) return;
    asked?.abort();
    asked = new AbortController();
    try {
      const answer = await fetch("/words", { method: "POST", body: now, signal: asked.signal, redirect: "manual" });
      if (answer.ok) last = now.toString();
    } catch { /* The next try keeps it. */ }
  };
  form.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(keep, 2000); });
  form.addEventListener("submit", () => { gone = true; clearTimeout(wait); asked?.abort(); });
  addEventListener("pageshow", (event) => { if (event.persisted) gone = false; });
  addEventListener("pagehide", () => {
    const now = words(form);
    if (!gone && now.toString() !== last) navigator.sendBeacon("/words", now);
  });
}
