// A text field with a list of suggestions under it (the ARIA combobox pattern), for the palette and the link fields.

const PAUSE = 120; // milliseconds without a key before asking: no question for every letter

/// Ties `input` to `list`. `find(words)` promises the suggestions, `draw(item)` makes the nodes of one line, `choose(item)` takes it.
export function listbox(input, list, { find, draw, choose }) {
  let items = [], at = -1, waiting = 0, asked = 0;

  const mark = (index) => {
    at = index;
    [...list.children].forEach((line, i) => line.setAttribute("aria-selected", i === at));
    const line = list.children[at];
    if (line) input.setAttribute("aria-activedescendant", line.id);
    else input.removeAttribute("aria-activedescendant");
    line?.scrollIntoView({ block: "nearest" });
  };
  const close = () => {
    clearTimeout(waiting);
    asked += 1; // an answer still on its way is of no use any more
    items = [];
    list.replaceChildren();
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    mark(-1);
  };
  const show = (found, first) => {
    items = found;
    list.replaceChildren(...items.map((item, i) => {
      const line = document.createElement("li");
      line.role = "option";
      line.id = `${list.id}_${i}`;
      line.append(...draw(item));
      return line;
    }));
    list.hidden = items.length === 0;
    input.setAttribute("aria-expanded", String(items.length > 0));
    mark(first && items.length > 0 ? 0 : -1);
  };
  const ask = async (first) => {
    const question = ++asked;
    const found = await find(input.value.trim()).catch(() => []);
    if (question === asked) show(found, first);
  };
  const take = (index) => {
    const item = items[index];
    close();
    choose(item);
  };

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE, input.dataset.firstChosen !== undefined);
  });
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && items.length > 0) mark((at + step + items.length) % items.length);
    else if (step === 1) ask(true);
    else if (event.key === "Enter" && at >= 0) take(at);
    else if (event.key === "Escape" && items.length > 0 && !input.closest("dialog")) close();
    else return;
    event.preventDefault();
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => {
    const line = event.target.closest("li");
    if (line) take([...list.children].indexOf(line));
  });
  if (!input.closest("dialog")) input.addEventListener("blur", close);
  return { ask, close };
}

/// One line's cells: an element for each text, with its class.
export function cells(...pairs) {
  return pairs.map(([text, name]) => {
    const cell = document.createElement("span");
    cell.className = name;
    cell.textContent = text ?? "";
    return cell;
  });
}

/// Asks the server for suggestions; what goes wrong shows none, because every field works without them.
export async function suggestions(path, words) {
  const answer = await fetch(`${path}?q=${encodeURIComponent(words)}`, { headers: { accept: "application/json" } });
  return answer.ok ? answer.json() : [];
}
