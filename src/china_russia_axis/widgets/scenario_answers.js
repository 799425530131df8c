// What the lab shows, computed in the page: the same answers, under the same names, as widgets/scenario_lab.py and
// widgets/scenario_views.py give. ``page`` is what those send along (see widgets/scenario_page.py).

const SHOCK_FLAGS = { setback_per_year: "setback", war_given_crisis: "taiwan war", opportunism_in_crisis: "opportunism" };
const EVER = / ever$/;

function answering(page) {
  const { plan, futures, parameters } = page;
  const speak = speaker(page);
  const names = Object.keys(parameters);
  const last = plan.start_year + plan.horizon;
  const years = page.headline_years;
  const draws = { ...page.draws, numbers: decoded(page.draws.base64) };
  const rowOf = (found, year) => {
    const from = (year - plan.start_year) * FUTURES;
    return Object.fromEntries(futures.map((name, place) => [name, found[from + place]]));
  };
  // Moved by hand: held at its value, whatever its range says.
  const moved = (values) => new Set(names.filter((name) => values[name] !== parameters[name].default));

  function words(values) {
    const flags = Object.values(SHOCK_FLAGS);
    const cells = histories(values, plan, flags).at(-1);
    const ever = {};
    for (const [name, flag] of Object.entries(SHOCK_FLAGS)) ever[name] = mass(cells, flags, (happened) => happened[flag]);
    return Object.fromEntries(names.map((name) => [name, speak.slider(name, values[name], plan.horizon, ever)]));
  }

  function icons(values, atStart) {
    const { relationship } = worldPaths(values, plan);
    return Object.fromEntries(
      years.map((year) => {
        const worlds = [...relationship[year - plan.start_year]];
        const counts = Object.fromEntries(futures.map((name, place) => [name, worlds.filter((world) => world === place).length]));
        const before = atStart ? atStart.icons[year].worlds : worlds;
        const changed = worlds.filter((world, at) => world !== before[at]).length;
        return [year, { worlds, counts, alt: speak.worlds(counts, year), sentence: speak.worldsMoved(changed, year) }];
      }),
    );
  }

  /** As ``answer_of`` in Python, but for the fingerprint of the scenario. */
  function answer(values, atStart) {
    const found = chances(values, plan);
    const bars = Object.fromEntries(years.map((year) => [year, rowOf(found, year)]));
    const end = years.at(-1);
    return {
      futures: Object.fromEntries(
        futures.map((name, place) => [name, Array.from({ length: plan.horizon + 1 }, (_, row) => found[row * FUTURES + place])]),
      ),
      bars,
      shown: Object.fromEntries(
        years.map((year) => [year, Object.fromEntries(futures.map((name) => [name, perCent(bars[year][name])]))]),
      ),
      words: words(values),
      idle: speak.idle(values),
      kinds: Object.fromEntries(names.map((name) => [name, values[name] === parameters[name].default ? parameters[name].kind : "assumption"])),
      alt: speak.say("bands_alt", { first: plan.start_year, last }),
      icons: icons(values, atStart),
      sentence: `${speak.told(bars)} ${speak.change(bars[end], atStart?.bars[end], end)}`,
    };
  }

  /** As ``unknown`` in Python: every interval from the draws that came with the page. */
  function unknown(values) {
    const held = moved(values);
    const sample = sampled(values, plan, draws, held);
    const numbers = new Float64Array(sample.length);
    const spans = {};
    for (const year of years) {
      const from = (year - plan.start_year) * FUTURES;
      spans[year] = {};
      futures.forEach((name, place) => {
        for (let draw = 0; draw < sample.length; draw += 1) numbers[draw] = sample[draw][from + place];
        spans[year][name] = ends(numbers);
      });
    }
    // Then summed from the top: the chance of a future or a closer one, for the edges between two bands.
    const edges = Object.fromEntries(futures.slice(1).map((name) => [name, { low: [], high: [] }]));
    for (let row = 0; row <= plan.horizon; row += 1)
      for (let place = FUTURES - 1; place > 0; place -= 1) {
        const at = row * FUTURES + place;
        for (let draw = 0; draw < sample.length; draw += 1) {
          if (place < FUTURES - 1) sample[draw][at] += sample[draw][at + 1];
          numbers[draw] = Math.min(sample[draw][at], 1);
        }
        const [low, high] = ends(numbers);
        edges[futures[place]].low.push(low);
        edges[futures[place]].high.push(high);
      }
    const end = years.at(-1);
    return {
      spans,
      shown: Object.fromEntries(years.map((year) => [year, Object.fromEntries(futures.map((name) => [name, speak.span(spans[year][name])]))])),
      edges,
      sentence: speak.unknown(spans[end], end),
      held: speak.held(names.filter((name) => held.has(name))),
    };
  }

  /** As ``single``: one of the hundred worlds, with its shocks. */
  function single(values, number) {
    const paths = worldPaths(values, plan);
    const count = paths.relationship[0].length;
    const place = (((number - 1) % count) + count) % count;
    const all = page.years;
    const path = paths.relationship.map((row) => row[place]);
    const shocks = Object.entries(page.shocks).map(([name, { part, value }]) => {
      const spans = [];
      paths[part].forEach((row, at) => {
        if (row[place] !== value) return;
        if (spans.length && spans.at(-1)[1] === all[at] - 1) spans.at(-1)[1] = all[at];
        else spans.push([all[at], all[at]]);
      });
      return { name, spans };
    });
    const end = paths.relationship.at(-1);
    const alike = [...end].filter((world) => world === path.at(-1)).length;
    const world = { number: place + 1, count, years: all, path, shocks, alike };
    return { number: world.number, count, path, shocks, sentence: speak.oneWorld(world), alt: speak.oneAlt(world) };
  }

  // ---- questions ------------------------------------------------------------------------------------------------

  const one = (text) => {
    if (text.startsWith("not ")) {
      const other = one(text.slice(4));
      return (ever, future) => !other(ever, future);
    }
    return EVER.test(text) ? (ever) => ever[text.replace(EVER, "")] : (_, future) => futures[future] === text;
  };
  const reading = (text) => {
    const choices = text.split(" or ").map((all) => all.split(" and ").map(one));
    return (ever, future) => choices.some((all) => all.every((each) => each(ever, future)));
  };
  const flagsOf = (...texts) => Object.keys(SIGHTS).filter((flag) => texts.some((text) => text.includes(`${flag} ever`)));

  function treeOf(values, event, given, year) {
    const flags = flagsOf(event, given);
    const cells = histories(values, plan, flags)[year - plan.start_year];
    const [first, second] = [reading(event), reading(given)];
    const tree = {
      both: mass(cells, flags, (...at) => first(...at) && second(...at)),
      event_only: mass(cells, flags, (...at) => first(...at) && !second(...at)),
      given_only: mass(cells, flags, (...at) => !first(...at) && second(...at)),
      neither: mass(cells, flags, (...at) => !first(...at) && !second(...at)),
    };
    const share = (part, whole) => (whole > 0 ? part / whole : NaN);
    tree.event_if_given = share(tree.both, tree.both + tree.given_only);
    tree.given_if_event = share(tree.both, tree.both + tree.event_only);
    return tree;
  }

  const BRANCHES = ["both", "event_only", "given_only", "neither"];
  function wholeWorlds(tree, count) {
    const whole = Object.fromEntries(BRANCHES.map((name) => [name, Math.trunc(tree[name] * count)]));
    const left = (name) => tree[name] * count - whole[name];
    const missing = count - BRANCHES.reduce((sum, name) => sum + whole[name], 0);
    for (const name of [...BRANCHES].sort((a, b) => left(b) - left(a)).slice(0, missing)) whole[name] += 1;
    return whole;
  }

  function direction(first, second, counts, tree, share, year) {
    const groups = {
      root: BRANCHES,
      yes: ["both", "given_only"],
      no: ["event_only", "neither"],
      yes_yes: ["both"],
      yes_no: ["given_only"],
      no_yes: ["event_only"],
      no_no: ["neither"],
    };
    const nodes = {};
    for (const [name, members] of Object.entries(groups)) {
      const [count, chance] = [counts, tree].map((numbers) => members.reduce((sum, each) => sum + numbers[each], 0));
      const label = name === "root" ? speak.words.tree_root : speak.branch(name.includes("_") ? second : first, name.endsWith("yes"));
      nodes[name] = { count, shown: speak.worldsShown(count, name === "root" ? 1 : chance), label };
    }
    return { nodes, title: speak.treeTitle(first, second, year), fraction: speak.fraction(nodes, share), alt: speak.treeAlt(nodes, first, year) };
  }

  const turned = (numbers) => ({ ...numbers, event_only: numbers.given_only, given_only: numbers.event_only });

  function also(values, event, given, year) {
    const list = page.future_events.includes(event) ? [...futures].reverse() : page.shock_events;
    const rows = [];
    for (const name of list) {
      const tree = treeOf(values, name, given, year);
      if (Number.isNaN(tree.event_if_given)) return { title: "", rows: [] };
      const all = tree.both + tree.event_only;
      rows.push({ label: speak.event(name, year), share: tree.event_if_given, shown: perCent(tree.event_if_given), all, all_shown: perCent(all) });
    }
    return { title: speak.also(given, year), rows };
  }

  /** As ``asked``: a conditional question in both directions. */
  function question(values, { event, given, year }) {
    const tree = treeOf(values, event, given, year);
    const counts = wholeWorlds(tree, 1000);
    return {
      event,
      given,
      year,
      possible: !Number.isNaN(tree.event_if_given),
      trees: [
        direction(given, event, counts, tree, tree.event_if_given, year),
        direction(event, given, turned(counts), turned(tree), tree.given_if_event, year),
      ],
      sentence: speak.asked(event, given, counts, tree, year),
      also: also(values, event, given, year),
    };
  }

  // ---- comparison -----------------------------------------------------------------------------------------------

  /** As ``compared``: two positions of the sliders, and which change contributes what. */
  function compared(kept, now, future) {
    const changed = names.filter((name) => kept[name] !== now[name]);
    const grouped = Object.keys(page.groups).map((group) => [group, changed.filter((name) => parameters[name].group === group)]);
    const parts = changed.length > 8 ? grouped.filter(([, members]) => members.length) : changed.map((name) => [name, [name]]);
    const place = futures.indexOf(future);
    const solved = Array.from({ length: 1 << parts.length }, (_, chosen) => {
      const values = { ...kept };
      parts.forEach(([, members], at) => {
        if ((chosen >> at) & 1) for (const name of members) values[name] = now[name];
      });
      return chances(values, plan);
    });
    const endRow = plan.horizon * FUTURES;
    const shares = shapley(solved.map((found) => found[endRow + place]), parts.length);
    const rows = parts.map(([name, members], at) => ({ part: name, label: speak.part(name, members), share: shares[at] }));
    rows.sort((one, other) => Math.abs(other.share) - Math.abs(one.share));
    const widest = Math.max(0, ...rows.map((row) => Math.abs(row.share))) || 1;
    for (const row of rows) Object.assign(row, { points: points(row.share), length: row.share / widest });
    const [before, after] = [solved[0], solved.at(-1)];
    const outcome = (at, year) => {
      const cell = (year - plan.start_year) * FUTURES + at;
      const [first, second] = [before[cell], after[cell]];
      return { first, second, shown: `${perCent(first).replace(/ %$/, "")} → ${perCent(second)}`, points: points(second - first), year };
    };
    return {
      future,
      last,
      years,
      parameters: changed.map((name) => ({ name, label: speak.label(name), first: speak.value(name, kept[name]), second: speak.value(name, now[name]) })),
      outcomes: futures.map((name, at) => ({ future: name, cells: years.map((year) => outcome(at, year)) })).reverse(),
      parts: rows,
      sentence: speak.comparedScenarios(future, before[endRow + place], after[endRow + place], rows, last),
    };
  }

  return { answer, unknown, single, question, compared, speak };
}

/** Numbers of 64 bits from the letters that carry them. */
function decoded(base64) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return new Float64Array(bytes.buffer);
}
