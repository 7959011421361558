// One key for each act that is done often; each key presses a link or button that is on the page. `/keys` lists them.
const kept = "chancery-keys";
const item = ".items>li,.grid tbody tr,.hits>li";
const off = () => localStorage.getItem(kept) === "off";
const here = () => document.activeElement?.closest(item);
const typing = (at) => at.closest("input,textarea,select,[contenteditable]");
const to = (path) => () => location.assign(path);

function press(what) {
  const found = here()?.querySelector(what) ?? document.querySelector(what);
  if (found?.closest("details") && !found.matches("summary")) found.closest("details").open = true;
  if (found?.matches("a,button,summary")) found.click();
  else found?.focus();
  return Boolean(found);
}

// Opens a form and goes to the first field that nobody has filled in.
function fill(where) {
  const form = document.querySelector(`${where} form`);
  const folded = form?.closest("details");
  if (folded) folded.open = true;
  const fields = [...(form?.elements ?? [])].filter((it) => it.matches("input:not([type=hidden]),select,textarea"));
  (fields.find((it) => !it.value) ?? fields[0])?.focus();
}

function move(by) {
  const all = [...document.querySelectorAll(item)];
  const next = all[Math.max(0, Math.min(all.length - 1, all.indexOf(here()) + by))];
  const link = next?.querySelector("a,button");
  link?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

const keys = {
  j: () => move(1),
  k: () => move(-1),
  o: () => here()?.querySelector("a")?.click(),
  u: () => press(".crumbs li:last-child a"),
  a: () => press('form[action$="/acknowledge"] button'),
  r: () => press('form[action$="/reply"] button,#reply summary'),
  e: () => fill("#log"),
  c: () => press('a[href="/compose"]') || to("/compose")(),
  "/": () => press("#q") || to("/q")(),
  "?": to("/keys"),
};
const places = { i: "/inbox", b: "/board", t: "/taskings", n: "/instructions", q: "/q", p: "/positions", o: "/offices" };

let going = 0;
addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "k" && !off()) {
    event.preventDefault();
    return press("#go") || to("/go")();
  }
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter" && !off()) {
    return event.target.form?.querySelector("button")?.click();
  }
  if (off() || event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing(event.target)) return;
  const place = Date.now() - going < 1500 && places[event.key];
  going = event.key === "g" ? Date.now() : 0;
  const act = place ? to(place) : keys[event.key];
  if (act) event.preventDefault();
  act?.();
});

// The switch stands on the page that lists the keys.
const turn = document.getElementById("keys-switch");
if (turn) {
  const show = () => {
    turn.hidden = false;
    turn.setAttribute("aria-pressed", String(!off()));
    turn.textContent = off() ? turn.dataset.on : turn.dataset.off;
  };
  turn.addEventListener("click", () => {
    localStorage.setItem(kept, off() ? "on" : "off");
    show();
  });
  show();
}

// What one may go to is shown while one types; the server says only what the reader may see.
const go = document.getElementById("go");
const found = document.getElementById("found");
let asked = 0;
go?.addEventListener("input", () => {
  clearTimeout(asked);
  asked = setTimeout(async () => {
    const typed = go.value;
    const answer = await fetch(`/go?only=1&q=${encodeURIComponent(typed)}`);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (answer.ok && go.value === typed) found.replaceChildren(...page.getElementById("found").childNodes);
  }, 200);
});
