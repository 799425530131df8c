// The further views of the scenario lab: what we do not know, questions, one future, comparison, sharing, keeping.
// Joined with scenario_lab.js, which builds the lab out of them; the helpers html, svg, write and put stand there.

/** A row of tabs, of which one panel is seen; arrow keys, Home and End move between them. */
function tabs(id, label, pages, chosen) {
  const buttons = pages.map((page) =>
    html("button", { type: "button", role: "tab", id: `${id}-tab-${page.name}`, "aria-controls": `${id}-page-${page.name}`, onclick: () => choose(page.name) }, page.title),
  );
  const panels = pages.map((page) =>
    html("div", { role: "tabpanel", id: `${id}-page-${page.name}`, "aria-labelledby": `${id}-tab-${page.name}`, "data-page": page.name }, page.content),
  );
  let now = null;
  function choose(name) {
    if (name === now) return;
    now = name;
    pages.forEach((page, place) => {
      const here = page.name === name;
      put(buttons[place], "aria-selected", here);
      buttons[place].tabIndex = here ? 0 : -1;
      panels[place].hidden = !here;
    });
    chosen(name);
  }
  const list = html(
    "div",
    {
      role: "tablist",
      class: "cra-lab-tabs",
      "aria-label": label,
      onkeydown: (event) => {
        const at = pages.findIndex((page) => page.name === now);
        const last = pages.length - 1;
        const to = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at ? at - 1 : last, Home: 0, End: last }[event.key];
        if (to === undefined) return;
        event.preventDefault();
        choose(pages[to].name);
        buttons[to].focus();
      },
    },
    buttons,
  );
  return { root: html("div", {}, list, panels), choose, name: () => now };
}

/** The switch between "as if we knew" and "what we do not know". */
function knowing(start, id, command) {
  const radios = [false, true].map((on) =>
    html("input", {
      type: "radio",
      name: `${id}-knowing`,
      value: on ? "unknown" : "known",
      checked: !on,
      onchange: () => command({ kind: "unknown", on }),
    }),
  );
  const more = html("p", { class: "cra-lab-unknown", hidden: true });
  const held = html("p", { class: "cra-lab-small cra-lab-held", hidden: true });
  return {
    choice: html(
      "div",
      { class: "cra-lab-years", role: "radiogroup", "aria-label": start.texts.knowing },
      html("label", {}, radios[0], ` ${start.texts.known}`),
      html("label", {}, radios[1], ` ${start.texts.unknown}`),
    ),
    more,
    held,
    draw(unknown, settled) {
      if (settled) radios[unknown ? 1 : 0].checked = true;
      more.hidden = held.hidden = !unknown;
      write(more, unknown?.sentence ?? "");
      write(held, unknown?.held ?? "");
    },
  };
}

/** A label in lines of at most so many letters, a longer word alone on its line. */
function wrapped(text, most) {
  const lines = [];
  for (const word of text.split(" ")) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && longer.length <= most) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** One thousand worlds, split twice; the widths of the branches are shares of the thousand. */
function tree(place) {
  // Middle, top, width and height of each group, and how many letters fit on its lines.
  const at = {
    root: [152, 2, 84, 38, 12],
    yes: [76, 78, 144, 52, 20],
    no: [228, 78, 144, 52, 20],
    yes_yes: [38, 168, 73, 66, 10],
    yes_no: [114, 168, 73, 66, 10],
    no_yes: [190, 168, 73, 66, 10],
    no_no: [266, 168, 73, 66, 10],
  };
  const links = {};
  const boxes = {};
  for (const [name, [x, y, width, height]] of Object.entries(at)) {
    const box = svg("rect", { x: x - width / 2, y, width, height, rx: 4 });
    const count = svg("text", { x, y: y + 16, "text-anchor": "middle", class: "cra-lab-count", "data-node": name });
    const label = [0, 1, 2].map((line) => svg("text", { x, y: y + 31 + 14 * line, "text-anchor": "middle" }));
    boxes[name] = { box, count, label };
    if (name === "root") continue;
    const [fromX, fromY, , fromHeight] = at[name.includes("_") ? name.split("_")[0] : "root"];
    links[name] = svg("line", { x1: fromX, y1: fromY + fromHeight / 2, x2: x, y2: y + 4, "data-link": name });
  }
  const parts = [Object.values(links), Object.values(boxes).map(({ box, count, label }) => [box, count, label])];
  const picture = svg("svg", { role: "img", viewBox: "0 0 304 236", class: "cra-lab-tree", "data-tree": place }, parts);
  const title = html("p", { class: "cra-lab-caption" });
  const fraction = html("p", { class: "cra-lab-fraction", "data-fraction": place });
  return {
    root: html("div", {}, title, picture, fraction),
    draw(drawn, span) {
      write(title, drawn.title);
      write(fraction, drawn.fraction + (span ? ` (${span})` : ""));
      put(picture, "aria-label", drawn.alt);
      for (const [name, node] of Object.entries(drawn.nodes)) {
        const { box, count, label } = boxes[name];
        write(count, node.shown);
        const lines = wrapped(node.label, at[name][4]);
        label.forEach((line, number) => write(line, lines[number] ?? ""));
        put(box, "class", name === "yes_yes" ? "cra-lab-both" : name === "yes" ? "cra-lab-whole" : "");
        if (links[name]) put(links[name], "stroke-width", node.shown === "0" ? 0 : Math.max(1, (node.count / 1000) * 28).toFixed(2));
      }
    },
  };
}

/** Given this, how often that? Two choices, and the answer in both directions. */
function questions(start, id, command) {
  const year = start.headline_years.at(-1);
  let asked = { ...start.question, year };
  const ask = (change) => {
    asked = { ...asked, ...change };
    show();
    command({ kind: "ask", ...asked });
  };
  const events = (name) =>
    html(
      "select",
      { id: `${id}-${name}`, onchange: (change) => ask({ [name]: change.target.value }) },
      start.events.map((group) =>
        html(
          "optgroup",
          { label: group.title },
          group.events.map((event) => html("option", { value: event.name }, event.label)),
        ),
      ),
    );
  const given = events("given");
  const event = events("event");
  const when = html(
    "select",
    { id: `${id}-when`, onchange: () => ask({ year: Number(when.value) }) },
    start.headline_years.map((each) => html("option", { value: each }, String(each))),
  );
  const field = (text, control) => html("div", {}, html("label", { for: control.id }, text), control);
  const trees = [tree(0), tree(1)];
  const pair = html("div", { class: "cra-lab-pair cra-lab-trees" }, trees.map((each) => each.root));
  const sentence = html("p", { class: "cra-lab-said cra-lab-asked" });
  const caption = html("caption", {});
  const rows = html("tbody", {});
  const head = html("thead", {}, html("tr", {}, html("th", { scope: "col" }, "Event"), html("th", { scope: "col" }, "given this"), html("th", { scope: "col" }, "in all")));
  const also = html("table", { class: "cra-lab-bars cra-lab-also" }, caption, head, rows);
  function show() {
    given.value = asked.given;
    event.value = asked.event;
    when.value = asked.year;
  }
  show();
  return {
    root: html(
      "div",
      { class: "cra-lab-page" },
      html(
        "div",
        { class: "cra-lab-buttons" },
        start.ready.map((each) =>
          html("button", { type: "button", onclick: () => ask({ event: each.event, given: each.given }) }, each.title),
        ),
      ),
      html(
        "div",
        { class: "cra-lab-fields" },
        field("Given", given),
        field("How often", event),
        field("By the end of", when),
        html("button", { type: "button", onclick: () => ask({ event: asked.given, given: asked.event }) }, "Turn round"),
      ),
      sentence,
      pair,
      html("p", { class: "cra-lab-small" }, start.texts.tree),
      also,
    ),
    sentence: () => sentence.textContent,
    draw(answer, settled) {
      if (!answer) return;
      if (settled) {
        asked = { event: answer.event, given: answer.given, year: answer.year };
        show();
      }
      write(sentence, answer.sentence);
      trees.forEach((each, place) => each.draw(answer.trees[place], answer.spans?.[place]));
      write(caption, answer.also.title);
      also.hidden = !answer.also.rows.length;
      if (rows.childElementCount !== answer.also.rows.length)
        rows.replaceChildren(
          ...answer.also.rows.map(() =>
            html(
              "tr",
              {},
              html("th", { scope: "row" }),
              html("td", {}, html("span", { class: "cra-lab-number" }), svg("svg", { class: "cra-lab-barbox", height: 12, "aria-hidden": "true", focusable: "false" }, svg("rect", { height: 12, class: "cra-lab-plain" }), svg("rect", { height: 12, width: 2, class: "cra-lab-before" }))),
              html("td", {}),
            ),
          ),
        );
      answer.also.rows.forEach((row, place) => {
        const [name, share, all] = rows.children[place].children;
        write(name, row.label);
        write(share.firstChild, row.shown);
        put(share.querySelector(".cra-lab-plain"), "width", `${row.share * 100}%`);
        put(share.querySelector(".cra-lab-before"), "x", `${row.all * 98}%`);
        write(all, row.all_shown);
      });
    },
  };
}

/** One world at a time: its regimes as a line, the shocks below. */
function single(start, id, command) {
  const box = { left: 140, right: 12, top: 6, row: 25, shock: 20 };
  const closest = [...start.futures].reverse();
  const bottom = box.top + closest.length * box.row;
  const shocksAt = bottom + 12;
  const height = shocksAt + start.shocks.length * box.shock + 24;
  const picture = svg("svg", { role: "img", height, class: "cra-lab-single" });
  const stage = svg("g", { class: "cra-lab-axis" });
  const cells = start.years.map((year) => svg("rect", { height: box.row - 6, class: "cra-lab-cell", "data-year": year }));
  const path = svg("path", { class: "cra-lab-way" });
  const happened = svg("g", {});
  fill(picture, {}, [stage, path, cells, happened]);
  const number = html("p", { class: "cra-lab-caption" });
  const sentence = html("p", { class: "cra-lab-said cra-lab-story" });
  let width = 0;
  let world = null;
  const first = start.years[0];
  const wide = () => (width - box.left - box.right) / start.years.length;
  const x = (year) => box.left + (year - first) * wide();
  const y = (place) => box.top + (closest.length - 1 - place) * box.row;
  const step = (by) => command({ kind: "world", number: (world?.number ?? 1) + by });

  function axes() {
    const text = (content, attributes) => fill(svg("text", attributes), {}, [content]);
    stage.replaceChildren(
      ...start.futures.map((future, place) => text(future.title, { x: box.left - 8, y: y(place) + 14, "text-anchor": "end" })),
      ...start.shocks.map((shock, place) => text(shock, { x: box.left - 8, y: shocksAt + place * box.shock + 12, "text-anchor": "end" })),
      ...start.futures.map((_, place) => svg("line", { x1: box.left, x2: width - box.right, y1: y(place) + 9.5, y2: y(place) + 9.5, class: "cra-lab-rail" })),
      ...start.shocks.map((_, place) => svg("line", { x1: box.left, x2: width - box.right, y1: shocksAt + place * box.shock + 8, y2: shocksAt + place * box.shock + 8, class: "cra-lab-rail" })),
      ...[first, ...start.headline_years].map((year) => text(year, { x: x(year) + wide() / 2, y: height - 6, "text-anchor": "middle" })),
    );
  }
  function draw() {
    if (!world || !width) return;
    write(number, `World ${world.number} of ${world.count}`);
    write(sentence, world.sentence);
    put(picture, "aria-label", world.alt);
    world.path.forEach((place, at) => {
      const cell = cells[at];
      put(cell, "x", (x(start.years[at]) + 1).toFixed(1));
      put(cell, "y", y(place));
      put(cell, "width", Math.max(wide() - 2, 1).toFixed(1));
      put(cell, "fill", `url(#${id}-${start.futures[place].name})`);
    });
    const points = world.path.map((place, at) => `${(x(start.years[at]) + wide() / 2).toFixed(1)},${y(place) + 9.5}`);
    put(path, "d", `M${points.join("L")}`);
    happened.replaceChildren(
      ...world.shocks.flatMap((shock, place) =>
        shock.spans.map(([from, to]) =>
          svg("rect", {
            x: (x(from) + 1).toFixed(1),
            y: shocksAt + place * box.shock + 2,
            width: (x(to + 1) - x(from) - 2).toFixed(1),
            height: 12,
            class: "cra-lab-happened",
            "data-shock": shock.name,
            "data-from": from,
            "data-to": to,
          }),
        ),
      ),
    );
  }
  return {
    root: html(
      "div",
      { class: "cra-lab-page" },
      html("p", { class: "cra-lab-small" }, start.texts.single),
      html(
        "div",
        { class: "cra-lab-buttons" },
        html("button", { type: "button", onclick: () => step(-1) }, "The one before"),
        html("button", { type: "button", class: "cra-lab-primary", onclick: () => step(1) }, "Another possible future"),
      ),
      number,
      picture,
      sentence,
    ),
    sentence: () => sentence.textContent,
    resize(pixels) {
      if (!pixels || Math.abs(pixels - width) < 1) return;
      width = pixels;
      put(picture, "width", width);
      axes();
      draw();
    },
    draw(newer) {
      if (!newer) return;
      world = newer;
      draw();
    },
  };
}

/** The present position beside one that was kept as A. */
function comparing(start, id, command) {
  const keep = html("button", { type: "button", class: "cra-lab-primary", onclick: () => command({ kind: "keep_a" }) }, "Keep this as A");
  const back = html("button", { type: "button", onclick: () => command({ kind: "back_to_a" }) }, "Move the sliders back to A");
  const future = html(
    "select",
    { id: `${id}-contrast`, onchange: () => command({ kind: "contrast", future: future.value }) },
    [...start.futures].reverse().map((each) => html("option", { value: each.name }, each.title)),
  );
  const sentence = html("p", { class: "cra-lab-said cra-lab-contrast" });
  const numbers = html("tbody", {});
  const outcomes = html("tbody", {});
  const parts = html("tbody", {});
  const head = (...titles) => html("thead", {}, html("tr", {}, titles.map((title) => html("th", { scope: "col" }, title))));
  const table = (name, caption, titles, body) =>
    html("table", { class: "cra-lab-bars", "data-table": name }, html("caption", {}, caption), head(...titles), body);
  const full = html(
    "div",
    { hidden: true },
    sentence,
    html("div", { class: "cra-lab-pair" },
      table("numbers", "Numbers that differ", ["Number", "A", "now"], numbers),
      html("div", {},
        html("div", { class: "cra-lab-fields" }, html("div", {}, html("label", { for: future.id }, "Share out the difference in"), future)),
        table("parts", "Who contributes what, in points", ["Change", "Points"], parts)),
    ),
    table("outcomes", "Futures, A → now, and the difference in points", ["Future", ...start.headline_years.map(String)], outcomes),
    html("p", { class: "cra-lab-small" }, start.texts.shapley),
  );
  const empty = html("p", {}, start.texts.compare);
  const line = (name, ...cells) => html("tr", {}, html("th", { scope: "row" }, name), cells.map((cell) => html("td", {}, cell)));
  return {
    root: html("div", { class: "cra-lab-page" }, html("div", { class: "cra-lab-buttons" }, keep, back), empty, full),
    sentence: () => (full.hidden ? empty : sentence).textContent,
    draw(answer, settled) {
      full.hidden = back.hidden = !answer;
      empty.hidden = Boolean(answer);
      write(keep, answer ? "Keep this as A instead" : "Keep this as A");
      if (!answer) return;
      if (settled) future.value = answer.future;
      write(sentence, answer.sentence);
      numbers.replaceChildren(...answer.parameters.map((row) => line(row.label, row.first, row.second)));
      outcomes.replaceChildren(
        ...answer.outcomes.map((row) =>
          line(row.future, ...row.cells.map((cell) => [cell.shown, html("span", { class: "cra-lab-span" }, cell.points)])),
        ),
      );
      parts.replaceChildren(
        ...answer.parts.map((row) =>
          line(row.label, [
            html("span", { class: "cra-lab-number" }, row.points),
            svg(
              "svg",
              { class: "cra-lab-barbox cra-lab-middle", height: 12, "aria-hidden": "true", focusable: "false" },
              svg("rect", { height: 12, class: row.share < 0 ? "cra-lab-plain cra-lab-less" : "cra-lab-plain", x: `${50 + Math.min(row.length, 0) * 50}%`, width: `${Math.abs(row.length) * 50}%` }),
              svg("line", { x1: "50%", x2: "50%", y1: 0, y2: 12, class: "cra-lab-zero" }),
            ),
          ]),
        ),
      );
    },
  };
}

/** A scenario as a line of letters to be pasted anywhere. */
function codes(start, id, command) {
  const own = html("textarea", { id: `${id}-code`, rows: 2, readonly: true, spellcheck: "false" });
  const left = html("p", { class: "cra-lab-small" });
  const said = html("p", { class: "cra-lab-message", role: "status", "data-message": "copied" });
  const theirs = html("textarea", { id: `${id}-paste`, rows: 2, spellcheck: "false", placeholder: "CRA1-…" });
  const message = html("p", { class: "cra-lab-message", role: "status", "data-message": "code" });
  async function copy() {
    own.select();
    try {
      await navigator.clipboard.writeText(own.value);
      write(said, start.texts.copied);
    } catch {
      // Browsers lend the clipboard only to some addresses; the code is selected, so a key does it.
      write(said, start.texts.copy_yourself);
    }
  }
  return {
    root: html(
      "div",
      { class: "cra-lab-files" },
      html("div", {}, html("label", { for: own.id }, "These values as a code"), own, html("button", { type: "button", onclick: copy }, "Copy")),
      left,
      said,
      html("div", {}, html("label", { for: theirs.id }, "Paste a code"), theirs, html("button", { type: "button", onclick: () => command({ kind: "paste", text: theirs.value }) }, "Take it over")),
      message,
    ),
    draw(share, reply) {
      if (share && own.value !== share.code) {
        own.value = share.code;
        write(said, "");
      }
      write(left, share?.left_out ?? "");
      left.hidden = !left.textContent;
      write(message, reply?.text ?? "");
      message.classList.toggle("cra-lab-bad", Boolean(reply?.bad));
    },
  };
}

/** A picture in the student's folder, as PNG or SVG. */
function keeping(start, id, command) {
  const which = html(
    "select",
    { id: `${id}-picture` },
    start.pictures.map((picture) => html("option", { value: picture.name }, picture.title)),
  );
  const message = html("p", { class: "cra-lab-message", role: "status", "data-message": "picture" });
  const button = (format) =>
    html("button", { type: "button", onclick: () => command({ kind: "picture", name: which.value, format }) }, format.toUpperCase());
  const root = html(
    "details",
    { class: "cra-lab-fold" },
    html("summary", {}, "Keep a picture"),
    html("p", { class: "cra-lab-small" }, start.texts.picture),
    html("div", { class: "cra-lab-fields" }, html("div", {}, html("label", { for: which.id }, "Picture"), which), button("png"), button("svg")),
    message,
  );
  return {
    root,
    draw(reply) {
      write(message, reply?.text ?? "");
      message.classList.toggle("cra-lab-bad", Boolean(reply?.bad));
    },
  };
}
