// Numbers and sentences in the page, as figures/scenario.py and widgets/scenario_texts.py write them. The wording
// itself comes from Python (widgets/scenario_wording.py): here the gaps are filled.

/** Decimal digits of a number rounded half to even, as Python does, to so many places after the first digit. */
function rounded(number, places) {
  const [exact, power] = Math.abs(number).toExponential(60).split("e");
  const digits = exact.replace(".", "");
  let kept = BigInt(digits.slice(0, places + 1) || "0");
  const rest = digits.slice(Math.max(places + 1, 0));
  const half = "5".padEnd(rest.length, "0");
  if (rest > half || (rest === half && kept % 2n === 1n)) kept += 1n;
  return { digits: kept.toString().padStart(places + 1, "0"), power: Number(power), places };
}

/** As Python's format code .0f, .1f, ...: so many digits after the point. */
function fixed(number, after) {
  if (number === 0) return (0).toFixed(after);
  const first = Number(Math.abs(number).toExponential(60).split("e")[1]); // power of ten of the first digit
  if (first + after < -1) return (number < 0 ? "-" : "") + (0).toFixed(after);
  const { digits } = rounded(number, first + after);
  const whole = digits.padStart(after + 1, "0");
  const text = after ? `${whole.slice(0, -after)}.${whole.slice(-after)}` : whole;
  return (number < 0 ? "-" : "") + text;
}

/** As Python's format code g with so many significant digits. */
function general(number, significant = 6) {
  if (number === 0) return "0";
  let { digits, power } = rounded(number, significant - 1);
  if (digits.length > significant) {
    digits = digits.slice(0, significant);
    power += 1;
  }
  const sign = number < 0 ? "-" : "";
  const trimmed = (text) => (text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, "") : text);
  if (power < -4 || power >= significant) {
    const mantissa = trimmed(`${digits[0]}.${digits.slice(1)}`);
    return `${sign}${mantissa}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
  }
  if (power < 0) return sign + trimmed(`0.${"0".repeat(-power - 1)}${digits}`);
  return sign + trimmed(`${digits.slice(0, power + 1)}.${digits.slice(power + 1)}`);
}

/** A whole number nearest to it, halves to the even one. */
const nearest = (number) => Number(fixed(number, 0));

function perCent(share) {
  const text = `${fixed(share * 100, 0)} %`;
  if (text === "0 %" && share > 0) return "<1 %";
  if (text === "100 %" && share < 1 - 1e-12) return ">99 %";
  return text;
}
const inWords = (share) => perCent(share).replace("<", "less than ").replace(">", "more than ").replace("%", "per cent");
const inPerCent = (value) => general(value * 100, 3);
const thousands = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, ",");

function points(change) {
  const text = fixed(change * 100, 1);
  const signed = (text.startsWith("-") ? text : `+${text}`).replace("-", "−");
  return signed === "+0.0" || signed === "−0.0" ? "0" : signed;
}

/** Everything the page says about a scenario; ``words`` are the sentences, the rest tells what goes into them. */
function speaker({ words, parameters, idle, futures, events, shocks, groups }) {
  const say = (sentence, gaps = {}) => words[sentence].replace(/\{(\w+)\}/g, (_, gap) => gaps[gap]);
  const noun = (name) => words[`noun_${name}`];
  const label = (name) => parameters[name].label;
  // Of several with the same chance the first one, as Python's max takes it.
  const likeliest = (shares) => Object.keys(shares).reduce((best, name) => (shares[name] > shares[best] ? name : best));
  const event = (name, year) => events[name].noun.replace("{year}", year);

  function slider(name, value, horizon, ever) {
    const of = parameters[name];
    if (!of.is_chance) return say(value === 1 ? "factor_one" : "factor", { value: general(value) });
    const over = of.occasions === null ? null : inWords(1 - (1 - value) ** of.occasions);
    const chance = ever[name] === undefined ? null : inWords(ever[name]);
    return say(of.saying, { here: `${inPerCent(value)} per cent`, horizon, unit: of.unit, over, ever: chance });
  }

  function idleOnes(v) {
    const noWar = v.war_given_crisis === 0;
    const applies = {
      idle_opportunism: v.opportunism_in_crisis === 0 && (v.opportunism_added_by_war === 0 || noWar),
      idle_turn: v.reorientation_per_inauguration === 0,
      idle_setback: v.setback_per_year === 0,
      idle_war: noWar,
      idle_crisis: v.taiwan_crisis_per_year === 0,
    };
    const found = {};
    for (const [names, why] of idle) if (applies[why]) for (const name of names) found[name] = words[why];
    return found;
  }

  function told(bars) {
    const years = Object.keys(bars);
    const [first, last] = [years[0], years.at(-1)];
    const named = (sentence, name, share, more) => say(sentence, { future: noun(name), chance: inWords(share), ...more });
    const end = bars[last];
    const most = likeliest(end);
    const others = ["alliance", "rupture"].filter((name) => name !== most).map((name) => named("extreme", name, end[name]));
    const extremes = others.length === 1 ? others[0] : say("extremes", { first: others[0], second: others[1] });
    let text = named("likeliest", most, end[most], { year: last, extremes });
    if (first !== last) {
      const before = likeliest(bars[first]);
      text += named("likeliest_before", before, bars[first][before], { year: first });
    }
    return text;
  }

  function change(shares, before, year) {
    if (!before) return words.at_start;
    const far = (name) => Math.abs(shares[name] - before[name]);
    const name = futures.reduce((best, each) => (far(each) > far(best) ? each : best));
    const moved = shares[name] - before[name];
    if (Math.abs(moved) < 1e-12) return words.at_start;
    if (Math.abs(moved) < 0.005) return words.no_whole_point;
    const whole = nearest(Math.abs(moved) * 100);
    return say("moved_most", {
      future: name,
      year,
      way: words[moved > 0 ? "up" : "down"],
      points: whole,
      unit: words[whole === 1 ? "point" : "points"],
      chance: inWords(shares[name]),
    });
  }

  function worlds(counts, year) {
    const listed = [...futures].reverse().filter((name) => counts[name]).map((name) => `${counts[name]} ${name}`);
    return say("worlds", { listed: listed.join(", "), year });
  }

  function worldsMoved(moved, year) {
    return say({ 0: "worlds_none_moved", 1: "worlds_one_moved" }[moved] ?? "worlds_moved", { moved, year });
  }

  function span([low, high]) {
    const [first, last] = [perCent(low), perCent(high)];
    return first === last ? last : say("span", { first: first.replace(" %", ""), last });
  }

  function unknown(spans, year) {
    const spelled = (name) =>
      span(spans[name]).replaceAll("%", "per cent").replaceAll("<", "less than ").replaceAll(">", "more than ");
    return say("unknown", { year, alliance: spelled("alliance"), rupture: spelled("rupture") });
  }

  function held(names) {
    if (!names.length) return words.held_none;
    if (names.length === Object.keys(parameters).length) return words.held_all;
    const more = names.length > 5 ? say("held_more", { number: names.length - 5 }) : "";
    return say("held", { listed: names.slice(0, 5).map(label).join("; "), more });
  }

  // ---- one world ------------------------------------------------------------------------------------------------

  function oneWorld(world) {
    const changes = [];
    let before = null;
    world.path.forEach((place, at) => {
      if (place !== before) changes.push([world.years[at], futures[place]]);
      before = place;
    });
    const [[begin, first], ...later] = changes;
    const then = later.map(([year, regime]) => say("one_later", { regime, year })).join(", ");
    let story = say(later.length ? "one_moves" : "one_stays", { number: world.number, first: begin, regime: first, later: then });
    const years = ([from, to]) => (from === to ? `${from}` : say("one_years", { first: from, last: to }));
    const happened = world.shocks.filter((shock) => shock.spans.length).map((shock) => `${shocks[shock.name].words} ${shock.spans.map(years).join(words.and)}`);
    story += say(happened.length ? "one_shocks" : "one_no_shock", { listed: happened.join(", ") });
    const others = say(world.alike > 1 ? "one_alike" : "one_alone", { alike: world.alike, count: world.count });
    return story + say("one_end", { last: world.years.at(-1), regime: futures[world.path.at(-1)], others });
  }
  const oneAlt = (world) => say("one_alt", { number: world.number, first: world.years[0], last: world.years.at(-1) });

  // ---- questions ------------------------------------------------------------------------------------------------

  function raise(name) {
    const { needed } = events[name];
    if (!needed.length) return words.raise_other;
    return say("raise", { labels: needed.map((each) => `'${label(each)}'`).join(words.and) });
  }
  const seenBy = (count) => say(count === 1 ? "seen_by_one" : "seen_by", { count: thousands(count) });

  function asked(name, given, counts, tree, year) {
    const [what, ifSo] = [event(name, year), event(given, year)];
    if (name === given) return say("asked_same", { event: what });
    if (tree.both + tree.given_only === 0) return say("asked_never_given", { given: ifSo, raise: raise(given) });
    if (tree.both + tree.event_only === 0) return say("asked_never_event", { event: what, raise: raise(name) });
    const shares = { event_if_given: inWords(tree.event_if_given), given_if_event: inWords(tree.given_if_event) };
    const conditions = counts.both + counts.given_only;
    const all = counts.both + counts.event_only;
    if (!conditions || !all) return say("asked_rare", { rare: conditions ? what : ifSo, event: what, given: ifSo, ...shares });
    const seen = { conditions: seenBy(conditions), events: seenBy(all), both: seenBy(counts.both) };
    const text = say("asked", { event: what, given: ifSo, ...seen, ...shares });
    return Math.abs(tree.event_if_given - tree.given_if_event) > 0.1 ? text + words.asked_differ : text;
  }

  const worldsShown = (count, chance) => (count === 0 && chance > 0 ? "<1" : thousands(count));
  const branch = (name, happened) => (happened ? events[name].short : events[name].without);
  const treeTitle = (first, second, year) => say("tree_title", { given: event(first, year), event: event(second, year) });

  function fraction(nodes, share) {
    if (Number.isNaN(share)) return words.tree_no_answer;
    return say("tree_fraction", { part: nodes.yes_yes.shown, whole: nodes.yes.shown, chance: perCent(share) });
  }

  function treeAlt(nodes, first, year) {
    const gaps = { given: event(first, year) };
    for (const [name, node] of Object.entries(nodes)) {
      gaps[name] = node.shown;
      gaps[`label_${name}`] = node.label;
    }
    return say("tree_alt", gaps);
  }

  // ---- comparison -----------------------------------------------------------------------------------------------

  function value(name, number) {
    return parameters[name].is_chance ? say("per_cent_value", { value: inPerCent(number) }) : say("times_value", { value: general(number) });
  }

  function part(name, names) {
    return parameters[name] ? label(name) : say("group_part", { title: groups[name].title, count: names.length });
  }

  function comparedScenarios(future, before, after, parts, year) {
    if (!parts.length) return words.nothing_changed;
    const text = say("compared", { future, year, before: inWords(before), after: inWords(after) });
    if (parts.length === 1) return say("compared_one", { text, label: parts[0].label, points: points(parts[0].share) });
    const listed = parts.slice(0, 4).map((each) => `${each.label} ${points(each.share)}`).join(", ");
    const rest = parts.length > 4 ? say("compared_rest", { number: parts.length - 4 }) : "";
    return say("compared_many", { text, total: points(after - before), listed, rest });
  }

  // ---- the student's own numbers --------------------------------------------------------------------------------

  function ownCompared(own, shares, without, year) {
    const far = (name) => Math.abs(own[name] / 100 - shares[name]);
    const widest = Object.keys(shares).reduce((best, name) => (far(name) > far(best) ? name : best));
    return say("own_compared", {
      year,
      own: general(own.alliance),
      chance: inWords(shares.alliance),
      future: widest,
      own_widest: general(own[widest]),
      chance_widest: inWords(shares[widest]),
      own_without: general(own.alliance_without_shocks),
      without: inWords(without),
    });
  }

  return {
    say, words, event, label, slider, idle: idleOnes, told, change, worlds, worldsMoved, span, unknown, held, oneWorld, oneAlt,
    asked, worldsShown, branch, treeTitle, fraction, treeAlt, also: (given, year) => say("also", { given: event(given, year) }),
    value, part, comparedScenarios, ownCompared,
  };
}
