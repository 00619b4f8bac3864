// The keyboard. A link, button or field with `data-keys` is reached by those keys ("g r", "n"); the rest is below.
// Single keys do nothing inside a field, and can be switched off (WCAG 2.1.4). Without script all of it is links.

const PATIENCE = 1000; // milliseconds between the two keys of a pair
const FIELDS = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), select, textarea, [contenteditable]";
const help = document.getElementById("keys");
let before = "", since = 0;

const on = () => localStorage.getItem("keys") !== "off";
const rows = () => [...document.querySelectorAll("main a.row")].filter((row) => row.checkVisibility());

function reach(element) {
  if (!element) return false;
  if (element.matches(FIELDS)) element.focus();
  else element.click();
  return true;
}

function move(step) {
  const all = rows(), at = all.indexOf(document.activeElement?.closest("tr")?.querySelector("a.row"));
  const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1)];
  next?.focus();
  next?.closest("tr").scrollIntoView({ block: "nearest" });
  return Boolean(next);
}

function choose() {
  return reach(document.activeElement?.closest("tr")?.querySelector("input[type=checkbox]"));
}

function anotherDate() {
  const day = document.getElementById("another_date");
  if (!day) return false;
  if (!day.matches(":popover-open")) day.showPopover();
  day.querySelector("input[type=date]")?.focus();
  return true;
}

const acts = {
  "/": () => reach(document.querySelector(".masthead input[type=search]")),
  "?": () => help?.showModal() ?? true,
  j: () => move(1),
  k: () => move(-1),
  x: choose,
  f: () => (document.querySelector(".filter_words a, .filters select, .filters input")?.focus(), true),
  t: anotherDate,
};

function pressed(keys) {
  const marked = document.querySelector(`[data-keys="${CSS.escape(keys)}"]`);
  if (marked) return reach(marked);
  return acts[keys]?.() ?? false;
}

addEventListener("keydown", (event) => {
  const inField = event.target.matches?.(FIELDS);
  if (event.key === "Escape" && inField && !event.target.closest("dialog, [popover]") && !event.defaultPrevented) event.target.blur();
  if (!on() || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.key.length !== 1) return;
  const backToToday = event.key === "t" && before === "t" && event.timeStamp - since < PATIENCE;
  if ((inField && !backToToday) || event.target.closest?.("dialog")) return;
  const pair = event.timeStamp - since < PATIENCE ? `${before} ${event.key}` : "";
  before = event.key;
  since = event.timeStamp;
  if ((pair && pressed(pair)) || pressed(event.key)) event.preventDefault();
});

const single = help?.querySelector("input[type=checkbox]");
if (single) {
  single.checked = on();
  single.addEventListener("change", () => localStorage.setItem("keys", single.checked ? "on" : "off"));
}
addEventListener("click", (event) => event.target.closest("[data-opens=keys]") && help?.showModal());
