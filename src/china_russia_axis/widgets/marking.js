// The marking page. It draws what Python sends and sends back what the marker did; every text is put in as
// text, never as markup.

const CONTROLS = new Set(["button", "input", "select", "textarea"]);
const PAUSE = 700; // milliseconds without a key before a comment is saved

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  // JupyterLab asks the element in focus, and no other, whether its own keys are meant: without this a digit
  // would turn the cell into a heading.
  if (CONTROLS.has(tag) || "tabindex" in attributes) element.setAttribute("data-lm-suppress-shortcuts", "true");
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "class") element.className = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

function render({ model, el }) {
  const plan = model.get("plan");
  const name = `cra-mark-${Math.random().toString(36).slice(2)}`;
  let shown = null;
  let levels = {};
  let waiting = null;

  const progress = make("progress", { "aria-label": "texts done" });
  const where = make("span");
  const prompt = make("p", { class: "asked" });
  const words = make("p", { class: "words", tabindex: "0", role: "region", "aria-label": "the text" });
  const length = make("p", { class: "keys" });
  const said = make("p", { class: "said", role: "status", "aria-live": "polite" });
  const comment = make("textarea", { rows: "5", id: `${name}-comment`, oninput: later, onchange: save });
  const bank = make("select", { id: `${name}-bank`, onchange: insert });
  const settles = make("input", { type: "checkbox", onchange: save });
  const form = make("div", {}, ...plan.criteria.map(criterionOf));
  const next = make("button", { class: "main", onclick: () => ask({ do: "next" }) }, "Next open text (n)");

  const root = make(
    "div",
    { class: "cra-mark", onkeydown: keys },
    make("h3", {}, `${plan.question} ${plan.title}`),
    make("div", { class: "bar" }, `Marker: ${plan.marker}.`, where, progress),
    make(
      "div",
      { class: "bar" },
      make("button", { onclick: () => step(-1) }, "Back (b)"),
      make("button", { onclick: () => step(1) }, "Forward (f)"),
      next,
      make("button", { onclick: () => ask({ do: "agreement" }) }, "Agreement of markers"),
    ),
    said,
    make(
      "div",
      { class: "sides" },
      make(
        "div",
        {},
        prompt,
        words,
        length,
        make("label", { for: `${name}-comment` }, "Comment for the student"),
        comment,
        make("label", { for: `${name}-bank` }, "Bank of comments: choose one to add it"),
        bank,
        make(
          "div",
          { class: "bar" },
          make("button", { onclick: () => ask({ do: "keep", text: comment.value }) }, "Keep this comment in the bank"),
          make("button", { onclick: () => ask({ do: "drop", text: comment.value }) }, "Take it out of the bank"),
        ),
        make("label", {}, settles, " This reading settles the text, whatever other markers gave"),
      ),
      form,
    ),
    make(
      "p",
      { class: "keys" },
      "Keys: a digit gives so many points on the criterion you are in and moves on; arrows choose a level; ",
      "n next open text, b back, f forward (outside the comment). Everything is saved at once.",
    ),
  );
  el.append(root);

  function criterionOf(criterion) {
    const rows = criterion.levels.map((level) => {
      const choice = make("input", {
        type: "radio",
        name: `${name}-${criterion.key}`,
        value: String(level.points),
        onchange: () => choose(criterion.key, level.points),
      });
      return make(
        "label",
        { class: "level" },
        choice,
        make(
          "span",
          {},
          make("strong", {}, `${level.points} ${level.title}. `),
          `${level.describes} `,
          make("span", { class: "sample" }, `For example: ${level.sample}`),
        ),
      );
    });
    return make("fieldset", { "data-key": criterion.key }, make("legend", {}, criterion.title), ...rows);
  }

  function choose(key, points) {
    levels = { ...levels, [key]: points };
    mark();
    save();
  }

  function mark() {
    for (const box of form.querySelectorAll("fieldset")) {
      for (const choice of box.querySelectorAll("input")) {
        const on = String(levels[box.dataset.key]) === choice.value;
        choice.checked = on;
        choice.closest("label").classList.toggle("chosen", on);
      }
    }
  }

  function later() {
    clearTimeout(waiting);
    waiting = setTimeout(save, PAUSE);
  }

  function save() {
    clearTimeout(waiting);
    waiting = null;
    if (!shown) return;
    model.send({ do: "save", code: shown, levels, comment: comment.value, settles: settles.checked });
  }

  function ask(message) {
    if (waiting !== null) save();
    model.send(message);
  }

  function step(by) {
    ask({ do: "go", to: model.get("now").at + by });
  }

  function insert() {
    const text = bank.value;
    bank.selectedIndex = 0;
    if (!text) return;
    comment.value = comment.value.trim() ? `${comment.value.trim()}\n${text}` : text;
    save();
    comment.focus();
  }

  function keys(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (["TEXTAREA", "SELECT"].includes(event.target.tagName)) return;
    const moves = { n: () => ask({ do: "next" }), b: () => step(-1), f: () => step(1) };
    if (event.key in moves) {
      moves[event.key]();
      event.preventDefault();
      return;
    }
    const box = event.target.closest?.("fieldset");
    const choice = box?.querySelector(`input[value="${CSS.escape(event.key)}"]`);
    if (!choice) return;
    choose(box.dataset.key, Number(choice.value));
    const after = box.nextElementSibling;
    const goal = after?.querySelector("input:checked") ?? after?.querySelector("input") ?? next;
    goal.focus();
    event.preventDefault();
  }

  function draw() {
    const now = model.get("now");
    progress.max = Math.max(now.every, 1);
    progress.value = now.done;
    said.textContent = now.said;
    bank.replaceChildren(make("option", { value: "" }, now.bank.length ? "choose" : "none yet"));
    for (const text of now.bank) bank.append(make("option", { value: text }, text.slice(0, 120)));
    if (now.code === undefined) {
      where.textContent = "There is no text to mark.";
      return;
    }
    where.textContent = `Text ${now.at + 1} of ${now.every} (${now.code}), ${now.done} done.`;
    if (now.code === shown) return;
    shown = now.code;
    prompt.textContent = now.prompt;
    if (plan.vary) {
      prompt.textContent += " (Students were asked variants; for the one of each text: axis mark --class.)";
    }
    words.textContent = now.words;
    length.textContent = `${now.length} words.`;
    if (now.state === "changed") {
      length.textContent += " Another text was handed in since you read this one: look at your levels again.";
    }
    levels = { ...now.levels };
    comment.value = now.comment;
    settles.checked = now.settles;
    mark();
    words.scrollTop = 0;
    if (root.contains(document.activeElement)) {
      (form.querySelector("input:checked") ?? form.querySelector("input"))?.focus({ preventScroll: true });
    }
  }

  model.on("change:now", draw);
  draw();
  return () => {
    if (waiting !== null) save();
    model.off("change:now", draw);
  };
}

export default { render };
