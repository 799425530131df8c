// The scenario lab in the browser: it draws an answer at once from the model in the page (scenario_answers.js), and
// sends the students' values to Python (widgets/scenario_lab.py), whose answer is the one that stays.

const SVG = "http://www.w3.org/2000/svg";
const PATIENCE = 6000; // ms without an answer before the lab says that the kernel is silent
const QUIET = 900; // ms without a move before the sentence is read aloud
const PAUSE = 120; // ms between two messages to the kernel while a slider moves

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return element;
}
const html = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
const svg = (tag, attributes, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);
// Writing what is there already would still make the browser lay out the page anew.
const write = (node, text) => {
  if (node.textContent !== String(text)) node.textContent = text;
};
const put = (node, name, value) => {
  if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value);
};
const round = (number) => Number(number.toFixed(6));

// ---- one line to the kernel: a single request under way, of the values waiting only the newest ----------

function line(model) {
  const line = { request: model.get("now").request, waiting: false, values: null, commands: [], timer: null };
  line.counts = { sent: 0, answered: 0, mostInFlight: 0, drawn: 0 };
  line.views = new Set();
  line.open = String(model.get("now").open);
  const page = answering(model.get("start").page);
  let previewed = null; // what the page computed for values that the kernel has not answered yet
  let begun = -Infinity; // when values were last sent
  let later = null;

  function next() {
    if (line.waiting) return;
    const rest = model.get("start").alone ? 0 : begun + PAUSE - performance.now();
    if (!line.commands.length && line.values && rest > 0) {
      later ??= setTimeout(() => {
        later = null;
        next();
      }, rest);
      return;
    }
    const message = line.commands.shift() ?? taken();
    if (!message) return;
    if (message.kind === "values") begun = performance.now();
    line.waiting = true;
    line.request += 1;
    line.counts.sent += 1;
    line.counts.mostInFlight = Math.max(line.counts.mostInFlight, line.counts.sent - line.counts.answered);
    line.timer = setTimeout(silent, PATIENCE);
    count();
    try {
      Promise.resolve(model.send({ ...message, request: line.request })).catch(silent);
    } catch {
      silent();
    }
  }
  function taken() {
    if (!line.values) return null;
    const message = { kind: "values", values: line.values };
    line.values = null;
    return message;
  }
  // For tests and for the curious: how much is under way, written on the lab's root element.
  function count() {
    const waiting = line.waiting || line.values || line.commands.length ? "yes" : "no";
    for (const view of line.views) view.count({ ...line.counts, waiting });
  }
  function silent() {
    for (const view of line.views) view.silent(true);
  }
  function draw(now) {
    for (const view of line.views) view.draw(now);
  }
  model.on("change:now", () => {
    const now = model.get("now");
    if (now.request !== line.request) return;
    clearTimeout(line.timer);
    line.counts.answered += 1;
    line.waiting = false;
    if (now.adopt) line.values = null;
    if (!line.values) previewed = null;
    for (const view of line.views) view.silent(false);
    // Values moved on meanwhile: what the page computed for them stays in sight.
    draw(previewed ? { ...now, ...previewed, views: { ...now.views, ...previewed.views } } : now);
    next();
    count();
  });
  line.move = (values) => {
    line.values = values;
    const now = model.get("now");
    // On the website the page is the only one that answers, and does so at once.
    previewed = model.get("start").alone ? null : preview(page, model.get("start"), now, values);
    if (previewed) {
      line.counts.drawn += 1;
      draw({ ...now, ...previewed, views: { ...now.views, ...previewed.views } });
    }
    next();
    count();
  };
  line.command = (message) => {
    // In the order in which things were done: a move that was not sent yet goes first.
    const values = taken();
    if (values) line.commands.push(values);
    line.commands.push(message);
    next();
    count();
  };
  line.again = () => {
    line.waiting = false;
    next();
  };
  return line;
}

/** What the kernel will answer, computed in the page; null where only the kernel can tell. */
function preview(page, start, now, values) {
  const sound = start.sliders.every(({ name, minimum, limit }) => values[name] >= minimum && values[name] <= (limit ?? Infinity));
  if (!now.plain || !sound) return null;
  const { unknown, questions, single, compare } = now.views;
  const views = {};
  if (unknown) views.unknown = page.unknown(values);
  if (questions) views.questions = page.question(values, questions);
  if (single) views.single = page.single(values, single.number);
  if (compare) views.compare = page.compared(now.kept, values, compare.future);
  return { answer: page.answer(values, start.answer), values, trouble: null, adopt: false, views };
}

// ---- what survives a kernel that stopped: the values last moved, in this browser tab only ---------------

const shelf = {
  key: () => `cra-scenario-lab:${location.pathname}`,
  put(values) {
    try {
      sessionStorage.setItem(this.key(), JSON.stringify(values));
    } catch {} // private windows may refuse; then nothing is kept
  },
  take() {
    try {
      return JSON.parse(sessionStorage.getItem(this.key()));
    } catch {
      return null;
    }
  },
};

// ---- the pictures ---------------------------------------------------------------------------------------

const HATCHES = {
  "": [],
  "//": ["M-1,7 L7,-1", "M3,11 L11,3"],
  xx: ["M0,0 L8,8", "M8,0 L0,8"],
  "++": ["M4,0 L4,8", "M0,4 L8,4"],
  "..": ["M1.4,2 h1.6", "M5.4,6 h1.6"],
};

function patterns(futures, id) {
  return svg(
    "svg",
    { width: 0, height: 0, style: "position:absolute", "aria-hidden": "true", focusable: "false" },
    svg(
      "defs",
      {},
      futures.map((future) =>
        svg(
          "pattern",
          { id: `${id}-${future.name}`, width: 8, height: 8, patternUnits: "userSpaceOnUse" },
          svg("rect", { width: 8, height: 8, fill: future.colour }),
          HATCHES[future.hatch].map((d) =>
            svg("path", {
              d,
              fill: "none",
              stroke: future.ink,
              "stroke-opacity": 0.55,
              "stroke-width": future.hatch === ".." ? 1.6 : 0.9,
            }),
          ),
        ),
      ),
    ),
  );
}

function swatch(id, future) {
  return svg(
    "svg",
    { class: "cra-lab-swatch", width: 14, height: 14, "aria-hidden": "true", focusable: "false" },
    svg("rect", { width: 14, height: 14, fill: `url(#${id}-${future.name})` }),
  );
}

/** Stacked bands, the closest future on top; redrawn in place so that nothing flickers. */
function bands(start, id) {
  const box = { left: 42, right: 132, top: 8, bottom: 24, height: 236 };
  const root = svg("svg", { class: "cra-lab-bands", role: "img", height: box.height });
  const grid = svg("g", { class: "cra-lab-axis" });
  const areas = start.futures.map((future) =>
    svg("path", { fill: `url(#${id}-${future.name})`, class: "cra-lab-band", "data-future": future.name }),
  );
  const leaders = start.futures.map(() => svg("path", { class: "cra-lab-leader" }));
  const labels = start.futures.map((future) => svg("text", { class: "cra-lab-label", "data-future": future.name }));
  // What we do not know: a strip around each edge between two bands.
  const edges = start.futures.slice(1).map((future) => svg("path", { class: "cra-lab-edge", "data-edge": future.name }));
  fill(root, {}, [areas, edges, grid, leaders, labels]);
  let width = 0;
  let answer = null;
  let unknown = null;
  const margin = () => (unknown && width >= 520 ? 200 : 132);

  const first = start.years[0];
  const last = start.years.at(-1);
  const x = (year) => box.left + ((width - box.left - box.right) * (year - first)) / (last - first);
  const y = (share) => box.top + (box.height - box.top - box.bottom) * (1 - share);

  function axes() {
    const tick = (content, attributes) => fill(svg("text", attributes), {}, [content]);
    const years = [first, ...start.headline_years];
    grid.replaceChildren(
      ...[0, 0.25, 0.5, 0.75, 1].map((share) =>
        tick(`${share * 100}${share === 1 ? " %" : ""}`, { x: box.left - 4, y: y(share) + 4, "text-anchor": "end" }),
      ),
      ...years.map((year) => tick(year, { x: x(year), y: box.height - 6, "text-anchor": "middle" })),
      ...start.headline_years.slice(0, -1).map((year) =>
        svg("line", { x1: x(year), x2: x(year), y1: y(0), y2: y(1), class: "cra-lab-guide" }),
      ),
    );
  }

  function fit() {
    const before = box.right;
    box.right = margin();
    if (width && (before !== box.right || grid.dataset.width !== String(width))) axes();
    grid.dataset.width = width;
  }

  function draw() {
    if (!answer || !width) return;
    let below = start.years.map(() => 0);
    const middles = [];
    start.futures.forEach((future, place) => {
      const above = answer.futures[future.name].map((share, at) => below[at] + share);
      const up = start.years.map((year, at) => `${x(year).toFixed(1)},${y(above[at]).toFixed(2)}`);
      const down = start.years.map((year, at) => `${x(year).toFixed(1)},${y(below[at]).toFixed(2)}`).reverse();
      put(areas[place], "d", `M${up.join("L")}L${down.join("L")}Z`);
      middles.push(y((above.at(-1) + below.at(-1)) / 2));
      below = above;
    });
    edges.forEach((edge, place) => {
      const range = unknown?.edges[start.futures[place + 1].name];
      const up = range?.high.map((share, at) => `${x(start.years[at]).toFixed(1)},${y(share).toFixed(2)}`);
      const down = range?.low.map((share, at) => `${x(start.years[at]).toFixed(1)},${y(share).toFixed(2)}`).reverse();
      put(edge, "d", range ? `M${up.join("L")}L${down.join("L")}Z` : "");
    });
    // Labels keep their order and at least 16 pixels between them, as near to their bands as that allows.
    const gap = 16;
    const at = [...middles];
    for (let place = 1; place < at.length; place += 1) at[place] = Math.min(at[place], at[place - 1] - gap);
    const top = box.top + 4;
    if (at.at(-1) < top) {
      at[at.length - 1] = top;
      for (let place = at.length - 2; place >= 0; place -= 1) at[place] = Math.max(at[place], at[place + 1] + gap);
    }
    start.futures.forEach((future, place) => {
      const edge = x(last);
      put(leaders[place], "d", `M${edge + 1},${middles[place].toFixed(1)}L${edge + 10},${at[place].toFixed(1)}`);
      put(labels[place], "x", edge + 13);
      put(labels[place], "y", at[place] + 4);
      const span = margin() === 200 ? ` (${unknown.shown[last][future.name].replace(" %", "")})` : "";
      write(labels[place], `${future.title} ${answer.shown[last][future.name]}${span}`);
    });
    root.setAttribute("aria-label", answer.alt);
  }

  return {
    root,
    resize(pixels) {
      if (!pixels || Math.abs(pixels - width) < 1) return;
      width = pixels;
      root.setAttribute("width", width);
      fit();
      draw();
    },
    draw(newer, spread) {
      answer = newer;
      unknown = spread;
      fit();
      draw();
    },
  };
}

/** A table whose cells hold a bar and its number: futures down, years across. */
function bars(start, id) {
  const cells = {};
  const yours = {};
  const closest = [...start.futures].reverse();
  const head = html(
    "tr",
    {},
    html("th", { scope: "col" }, "Future"),
    start.headline_years.map((year) => html("th", { scope: "col" }, String(year))),
    html("th", { scope: "col", class: "cra-lab-yours" }, `You, ${start.headline_years.at(-1)}`),
  );
  const rows = closest.map((future) => {
    const tds = start.headline_years.map((year) => {
      const number = html("span", { class: "cra-lab-number" });
      const bar = svg("rect", { height: 12, width: 0, fill: `url(#${id}-${future.name})`, class: "cra-lab-bar" });
      const before = svg("rect", { height: 12, width: 2, class: "cra-lab-before" });
      const range = svg("line", { class: "cra-lab-range", y1: 17, y2: 17, visibility: "hidden" });
      const box = svg("svg", { class: "cra-lab-barbox", height: 12, "aria-hidden": "true", focusable: "false" }, bar, before, range);
      const span = html("span", { class: "cra-lab-span", hidden: true });
      cells[`${year}-${future.name}`] = { number, bar, before, range, box, span };
      return html("td", { "data-year": year, "data-future": future.name }, number, box, span);
    });
    yours[future.name] = html("td", { class: "cra-lab-yours", "data-yours": future.name });
    return html(
      "tr",
      {},
      html("th", { scope: "row" }, swatch(id, future), " ", future.title),
      tds,
      yours[future.name],
    );
  });
  const caption = html("caption", {});
  const table = html(
    "table",
    { class: "cra-lab-bars" },
    caption,
    html("thead", {}, head),
    html("tbody", {}, rows),
  );
  return {
    root: table,
    draw(answer, prediction, unknown) {
      write(caption, unknown ? start.texts.bars_unknown : start.texts.bars);
      for (const year of start.headline_years)
        for (const future of start.futures) {
          const cell = cells[`${year}-${future.name}`];
          const share = answer.bars[year][future.name];
          write(cell.number, answer.shown[year][future.name]);
          put(cell.bar, "width", `${share * 100}%`);
          put(cell.before, "x", `${start.answer.bars[year][future.name] * 98}%`);
          cell.span.hidden = !unknown;
          put(cell.box, "height", unknown ? 20 : 12);
          put(cell.range, "visibility", unknown ? "visible" : "hidden");
          if (!unknown) continue;
          const [low, high] = unknown.spans[year][future.name];
          put(cell.range, "x1", `${low * 100}%`);
          put(cell.range, "x2", `${high * 100}%`);
          write(cell.span, unknown.shown[year][future.name]);
        }
      table.classList.toggle("cra-lab-with-yours", Boolean(prediction));
      if (prediction)
        for (const future of start.futures) write(yours[future.name], prediction.shown[future.name]);
    },
  };
}

/** One hundred worlds, grouped by future; the dice behind them never change. */
function icons(start, id) {
  const size = 15;
  const squares = Array.from({ length: 100 }, (_, place) =>
    svg("rect", { x: (place % 10) * (size + 2), y: Math.floor(place / 10) * (size + 2), width: size, height: size }),
  );
  const side = 10 * (size + 2) - 2;
  const picture = svg("svg", { role: "img", width: side, height: side, class: "cra-lab-icons" }, squares);
  const counts = {};
  const list = html(
    "ul",
    { class: "cra-lab-counts" },
    [...start.futures].reverse().map((future) => {
      counts[future.name] = html("span", {});
      return html("li", {}, swatch(id, future), html("span", {}, counts[future.name], ` ${future.title}`));
    }),
  );
  const changed = html("p", { class: "cra-lab-small" });
  let year = start.headline_years.at(-1);
  let answer = null;
  const choice = html(
    "div",
    { class: "cra-lab-years", role: "radiogroup", "aria-label": "Year of the hundred worlds" },
    start.headline_years.map((each) =>
      html(
        "label",
        {},
        html("input", {
          type: "radio",
          name: `${id}-year`,
          value: each,
          checked: each === year,
          onchange: () => {
            year = each;
            draw();
          },
        }),
        ` ${each}`,
      ),
    ),
  );
  function draw() {
    if (!answer) return;
    const worlds = answer.icons[year];
    let place = 0;
    for (const future of [...start.futures].reverse()) {
      for (let n = 0; n < worlds.counts[future.name]; n += 1, place += 1)
        put(squares[place], "fill", `url(#${id}-${future.name})`);
      write(counts[future.name], worlds.counts[future.name]);
    }
    picture.setAttribute("aria-label", worlds.alt);
    write(changed, worlds.sentence);
  }
  return {
    root: html(
      "div",
      { class: "cra-lab-worlds" },
      html("p", { class: "cra-lab-caption" }, start.texts.icons),
      choice,
      html("div", { class: "cra-lab-worlds-row" }, picture, list),
      changed,
    ),
    draw(newer) {
      answer = newer;
      draw();
    },
  };
}

// ---- one slider -----------------------------------------------------------------------------------------

function slider(parameter, id, moved) {
  const name = `${id}-${parameter.name}`;
  const factor = parameter.per_cent ? 100 : 1;
  const range = html("input", {
    type: "range",
    id: name,
    min: parameter.minimum,
    max: parameter.maximum,
    step: parameter.step,
    "aria-describedby": `${name}-words ${name}-kind`,
    "data-parameter": parameter.name,
  });
  const box = html("input", {
    type: "number",
    min: round(parameter.minimum * factor),
    max: parameter.limit === null ? null : round(parameter.limit * factor),
    step: "any",
    "aria-label": `${parameter.label}, ${parameter.per_cent ? "per cent" : "factor"}`,
    "data-box": parameter.name,
  });
  const words = html("p", { class: "cra-lab-words", id: `${name}-words` });
  const idle = html("p", { class: "cra-lab-idle", hidden: true });
  const badge = html("span", { id: `${name}-kind` });
  const along = (value) => (value - parameter.minimum) / (parameter.maximum - parameter.minimum);
  range.style.setProperty("--low", along(parameter.low));
  range.style.setProperty("--high", along(parameter.high));
  let value = parameter.value;

  function show() {
    range.max = Math.max(parameter.maximum, value);
    range.value = value;
    box.value = round(value * factor);
  }
  range.addEventListener("input", () => {
    value = round(Number(range.value));
    box.value = round(value * factor);
    moved(parameter.name, value);
  });
  function typed() {
    const written = box.value === "" ? value : round(Number(box.value) / factor);
    if (written !== value) {
      value = written;
      moved(parameter.name, value);
    }
    show();
  }
  box.addEventListener("change", typed);
  box.addEventListener("keydown", (event) => event.key === "Enter" && typed());
  const root = html(
    "div",
    { class: "cra-lab-slider", "data-slider": parameter.name },
    html(
      "div",
      { class: "cra-lab-head" },
      html("label", { for: name }, parameter.label),
      badge,
    ),
    html(
      "div",
      { class: "cra-lab-row" },
      html("span", { class: "cra-lab-end", "aria-hidden": "true" }, parameter.ends[0]),
      range,
      html("span", { class: "cra-lab-end", "aria-hidden": "true" }, parameter.ends[1]),
      box,
      html("span", { class: "cra-lab-unit", "aria-hidden": "true" }, parameter.per_cent ? "%" : "×"),
    ),
    words,
    idle,
    html(
      "details",
      { class: "cra-lab-source" },
      html("summary", {}, parameter.range),
      [parameter.question, parameter.provenance, parameter.note, parameter.reach]
        .filter(Boolean)
        .map((text) => html("p", {}, text)),
    ),
    parameter.finding ? html("p", { class: "cra-lab-finding" }, parameter.finding) : null,
  );
  return {
    root,
    set(newer) {
      value = newer;
      show();
    },
    draw(answer) {
      const text = answer.words[parameter.name];
      write(words, text.replaceAll("per cent", "%"));
      put(range, "aria-valuetext", text);
      const kind = answer.kinds[parameter.name];
      write(badge, kind);
      put(badge, "class", `cra-lab-kind cra-lab-${kind}`);
      const why = answer.idle[parameter.name];
      idle.hidden = !why;
      write(idle, why ?? "");
    },
  };
}

// ---- predict before you move ----------------------------------------------------------------------------

function prediction(start, id, command) {
  const boxes = {};
  const field = (name, text, meaning) => {
    boxes[name] = html("input", { type: "number", min: 0, max: 100, step: "any", id: `${id}-own-${name}` });
    return html(
      "div",
      { class: "cra-lab-own" },
      html("label", { for: `${id}-own-${name}` }, html("strong", {}, text), meaning ? html("span", {}, ` ${meaning}`) : null),
      html("span", {}, boxes[name], " %"),
    );
  };
  const message = html("p", { class: "cra-lab-message", role: "status" });
  const take = html("button", { type: "button", hidden: true }, "Take the rescaled numbers");
  const read = () =>
    Object.fromEntries(Object.entries(boxes).map(([name, box]) => [name, box.value === "" ? null : Number(box.value)]));
  const form = html(
    "form",
    {
      class: "cra-lab-predict",
      novalidate: true,
      onsubmit: (event) => {
        event.preventDefault();
        command({ kind: "predict", numbers: read() });
      },
    },
    html("p", { class: "cra-lab-title" }, start.texts.predict_title),
    html("p", {}, start.texts.predict),
    [...start.futures].reverse().map((future) => field(future.name, future.title, future.meaning)),
    html("p", {}, start.texts.predict_without),
    field("alliance_without_shocks", "alliance without shocks", null),
    message,
    html(
      "div",
      { class: "cra-lab-buttons" },
      html("button", { type: "submit", class: "cra-lab-primary" }, "Write down and unlock"),
      take,
      html("button", { type: "button", onclick: () => command({ kind: "look" }) }, "I only want to look"),
    ),
  );
  return {
    root: form,
    draw(now) {
      form.hidden = now.unlocked;
      const reply = now.predict ?? {};
      message.textContent = reply.text ?? "";
      take.hidden = !reply.offer;
      take.onclick = () => {
        for (const [name, number] of Object.entries(reply.offer)) boxes[name].value = number;
        take.hidden = true;
        message.textContent = "Rescaled. Change them as you like, then write them down.";
      };
    },
  };
}

// ---- save, load and share --------------------------------------------------------------------------------------

function files(start, id, command, code, toggled) {
  const save = html("input", { type: "text", id: `${id}-save`, value: start.texts.file, spellcheck: "false" });
  const load = html("input", {
    type: "text",
    id: `${id}-load`,
    list: `${id}-files`,
    placeholder: start.texts.file,
    spellcheck: "false",
  });
  const known = html("datalist", { id: `${id}-files` });
  const picker = html("input", {
    type: "file",
    id: `${id}-picker`,
    accept: ".toml",
    onchange: async () => {
      const file = picker.files[0];
      if (file) command({ kind: "load", name: file.name, text: await file.text() });
      picker.value = "";
    },
  });
  const message = html("p", { class: "cra-lab-message", role: "status", "data-message": "files" });
  const root = html(
    "details",
    {
      class: "cra-lab-fold",
      ontoggle: () => {
        if (root.open) command({ kind: "files" });
        toggled();
      },
    },
    html("summary", {}, "Save, load and share"),
    html(
      "div",
      { class: "cra-lab-files" },
      html(
        "div",
        {},
        html("label", { for: `${id}-save` }, "Save these values as"),
        save,
        html("button", { type: "button", onclick: () => command({ kind: "save", name: save.value }) }, "Save"),
      ),
      html(
        "div",
        {},
        html("label", { for: `${id}-load` }, "Load a file of this folder"),
        load,
        known,
        html("button", { type: "button", onclick: () => command({ kind: "load", name: load.value }) }, "Load"),
      ),
      html("div", {}, html("label", { for: `${id}-picker` }, "or one from your computer"), picker),
    ),
    message,
    code.root,
  );
  return {
    root,
    draw(now) {
      const reply = now.files ?? {};
      message.textContent = reply.text ?? "";
      message.classList.toggle("cra-lab-bad", Boolean(reply.bad));
      if (reply.names) known.replaceChildren(...reply.names.map((name) => html("option", { value: name })));
    },
  };
}

// ---- the whole lab --------------------------------------------------------------------------------------

export default () => {
  let shared = null; // two views of one lab share one line to the kernel

  function render({ model, el }) {
    shared ??= line(model);
    const wire = shared;
    const start = model.get("start");
    const id = `cra-${Math.random().toString(36).slice(2, 9)}`;
    let values = { ...model.get("now").values };
    let spoken = null;

    const moved = (name, value) => {
      values = { ...values, [name]: value };
      shelf.put(values);
      wire.move(values);
    };
    const adopt = (newer) => {
      values = { ...newer };
      for (const [name, each] of Object.entries(sliders)) each.set(values[name]);
    };
    const jump = (newer) => {
      adopt(newer);
      shelf.put(values);
      wire.move(values);
    };

    const sliders = {};
    for (const parameter of start.sliders) sliders[parameter.name] = slider(parameter, id, moved);
    const band = bands(start, id);
    const bar = bars(start, id);
    const icon = icons(start, id);
    const gate = prediction(start, id, wire.command);
    const code = codes(start, id, wire.command);
    const store = files(start, id, wire.command, code, opened);
    const picture = keeping(start, id, wire.command);
    const knows = knowing(start, id, wire.command);
    const pages = {
      questions: questions(start, id, wire.command),
      single: single(start, id, wire.command),
      compare: comparing(start, id, wire.command),
    };
    // The kernel computes only what is in sight in some view of this lab.
    function opened() {
      const wanted = new Set([...wire.views].flatMap((each) => each.open()));
      const list = [...wanted].sort();
      if (String(list) === wire.open) return;
      wire.open = String(list);
      wire.command({ kind: "open", views: list });
    }

    const presets = start.presets.map((preset) => {
      const button = html(
        "button",
        { type: "button", "aria-pressed": "false", title: preset.text, onclick: () => wire.command({ kind: "preset", name: preset.name }) },
        preset.title,
      );
      return { ...preset, button };
    });
    const presetText = html("p", { class: "cra-lab-small cra-lab-preset-text" });
    const sentence = html("p", { class: "cra-lab-sentence" });
    const aloud = html("p", { class: "cra-lab-hidden", role: "status", "aria-live": "polite" });
    const trouble = html("p", { class: "cra-lab-message cra-lab-bad", role: "status", "data-message": "values" });
    const compared = html("p", { class: "cra-lab-compared" });
    const frame = html("div", { class: "cra-lab-frame" }, band.root);
    const notice = html(
      "div",
      { class: "cra-lab-notice", role: "alert", hidden: true },
      html("span", {}, start.texts.silent),
      html("button", { type: "button", onclick: () => wire.again() }, "Ask again"),
    );

    const kept = shelf.take();
    const same = (one, other) => start.sliders.every(({ name }) => one?.[name] === other[name]);
    const back = html("button", { type: "button" }, "Bring back my last values");
    const offer = html("p", { class: "cra-lab-back", hidden: !kept || same(kept, values) }, back);
    back.addEventListener("click", () => {
      offer.hidden = true;
      jump({ ...values, ...kept });
    });

    const caption = html("p", { class: "cra-lab-caption" });
    const shelves = tabs(
      id,
      "Views",
      [
        {
          name: "futures",
          title: "All futures",
          content: [
            caption,
            frame,
            bar.root,
            html("p", { class: "cra-lab-small" }, start.texts.tick),
            compared,
            icon.root,
          ],
        },
        { name: "single", title: "One future", content: pages.single.root },
        { name: "questions", title: "Questions", content: pages.questions.root },
        { name: "compare", title: "Compare", content: pages.compare.root },
      ],
      () => {
        opened();
        resize();
      },
    );
    const resize = () => {
      arrange();
      band.resize(frame.clientWidth);
      pages.single.resize(pages.single.root.clientWidth);
    };
    const visible = start.sliders.filter((parameter) => parameter.visible);
    const groups = start.groups.map((group) =>
      html(
        "details",
        { class: "cra-lab-fold", "data-group": group.name },
        html("summary", {}, group.title),
        group.text ? html("p", { class: "cra-lab-small" }, group.text) : null,
        start.sliders
          .filter((parameter) => !parameter.visible && parameter.group === group.name)
          .map((parameter) => sliders[parameter.name].root),
      ),
    );
    const more = html("div", { class: "cra-lab-more" }, groups);
    const controls = html(
      "div",
      { class: "cra-lab-controls" },
      html("div", { class: "cra-lab-first" }, visible.map((parameter) => sliders[parameter.name].root), trouble),
      more,
    );
    const columns = html(
      "div",
      { class: "cra-lab-columns" },
      controls,
      html(
        "div",
        { class: "cra-lab-views" },
        knows.choice,
        html("div", { class: "cra-lab-told" }, sentence, knows.more),
        knows.held,
        shelves.root,
      ),
    );
    /** In one column the pictures come before the folded sliders: for the eye, the Tab key and the ear alike. */
    function arrange() {
      const home = getComputedStyle(columns).display === "flex" ? columns : controls;
      if (more.parentNode === home) return;
      const held = more.contains(document.activeElement) ? document.activeElement : null;
      home.append(more);
      held?.focus();
    }
    const body = html(
      "div",
      { class: "cra-lab-body", hidden: true },
      html(
        "div",
        { class: "cra-lab-buttons cra-lab-presets", role: "group", "aria-label": "Ready-made scenarios" },
        presets.map((preset) => preset.button),
        html("button", { type: "button", class: "cra-lab-reset", onclick: () => wire.command({ kind: "reset" }) }, "Reset"),
      ),
      presetText,
      offer,
      columns,
      start.alone ? null : [store.root, picture.root], // both write into the folder of a notebook
      html(
        "details",
        { class: "cra-lab-fold" },
        html("summary", {}, "Read before you believe it"),
        html("ul", {}, start.texts.cautions.map((caution) => html("li", {}, caution))),
      ),
      html(
        "details",
        { class: "cra-lab-fold" },
        html("summary", {}, "What the five futures mean"),
        html(
          "dl",
          {},
          [...start.futures].reverse().map((future) => [
            html("dt", {}, swatch(id, future), " ", future.title),
            html("dd", {}, future.meaning),
          ]),
        ),
      ),
    );
    const root = html(
      "div",
      { class: "cra-lab", role: "group", "aria-label": start.texts.title },
      patterns(start.futures, id),
      html("p", { class: "cra-lab-title" }, start.texts.title),
      notice,
      gate.root,
      body,
      aloud,
    );
    // JupyterLab's shortcuts look at the focused element first, so each one must say that its keys are its own.
    for (const control of root.querySelectorAll("input, button, summary, select, textarea"))
      control.setAttribute("data-lm-suppress-shortcuts", "true");
    el.append(root);

    function draw(now) {
      if (now.adopt && now.request === wire.request) {
        adopt(now.values);
        shelf.put(values);
      }
      gate.draw(now);
      const begins = body.hidden && now.unlocked;
      body.hidden = !now.unlocked;
      const answer = now.answer;
      for (const each of Object.values(sliders)) each.draw(answer);
      // What was chosen here is not undone by an answer to an earlier request.
      const settled = now.request === wire.request && !wire.commands.length;
      const unknown = now.views.unknown;
      knows.draw(unknown, settled);
      write(caption, unknown ? start.texts.bands_unknown : start.texts.bands);
      band.draw(answer, unknown);
      bar.draw(answer, now.prediction, unknown);
      for (const [name, page] of Object.entries(pages))
        if (shelves.name() === name) page.draw(now.views[name], settled);
      icon.draw(answer);
      write(sentence, answer.sentence);
      write(compared, now.prediction?.sentence ?? "");
      write(trouble, now.trouble ?? "");
      for (const preset of presets) put(preset.button, "aria-pressed", same(preset.values, values));
      write(presetText, presets.find((preset) => same(preset.values, values))?.text ?? "");
      store.draw(now);
      code.draw(now.views.share, now.code);
      picture.draw(now.picture);
      clearTimeout(spoken);
      spoken = setTimeout(() => {
        const seen = pages[shelves.name()]?.sentence();
        const said = [seen ?? answer.sentence, seen ? null : unknown?.sentence].filter(Boolean).join(" ");
        if (now.unlocked && aloud.textContent !== said) aloud.textContent = said;
        // Intervals of a question take longer than a frame, so they come when the sliders rest.
        const asked = shelves.name() === "questions" && now.views.questions;
        if (unknown && asked && !asked.spans) wire.command({ kind: "rest" });
      }, QUIET);
      // Asking for a width lays the page out at once; after the first time the observer below tells it.
      if (begins) resize();
    }
    const view = {
      draw,
      count: (counts) => Object.assign(root.dataset, counts),
      silent(is) {
        notice.hidden = !is;
      },
      open: () => [shelves.name(), store.root.open ? "share" : null].filter((name) => name && name !== "futures"),
    };
    wire.views.add(view);
    shelves.choose("futures");
    const watch = new ResizeObserver(resize);
    watch.observe(frame);
    watch.observe(pages.single.root);
    adopt(values);
    draw(model.get("now"));

    return () => {
      wire.views.delete(view);
      watch.disconnect();
      clearTimeout(spoken);
    };
  }
  return { render };
};
