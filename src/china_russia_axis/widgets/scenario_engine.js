// The scenario model in the page: the equations of scenario/kernels.py, exact.py, icons.py, uncertainty.py,
// questions.py and comparison.py, line by line. It lets a slider answer before the kernel does, and the website
// answer without one. A test compares it with Python on a thousand scenarios, to 1e-12.
//
// A state is a place among 90: ((reorientation * 3 + ukraine) * 3 + taiwan) * 5 + relationship.

const FUTURES = 5;
const CONTEXTS = 18;
const STATES = CONTEXTS * FUTURES;
const ORDER = { reorientation: [1, 0], ukraine: [2, 0, 1], taiwan: [0, 1, 2] }; // least to most convergence

// ---- one year -------------------------------------------------------------------------------------------------

const under = (hazard, multiplier) => 1 - (1 - hazard) ** multiplier;
const either = (...chances) => 1 - chances.reduce((none, chance) => none * (1 - chance), 1);

function reorientationRows(v) {
  const starts = v.reorientation_per_inauguration;
  const ends = v.reorientation_ends * (1 - starts);
  return [[1 - starts, starts], [ends, 1 - ends]];
}

function ukraineRows(v, setback) {
  const ends = v.ukraine_war_ends;
  const lasts = 1 - ends;
  const passes = v.setback_window_ends * (1 - setback);
  return [[lasts * (1 - setback), lasts * setback, ends], [lasts * passes, lasts * (1 - passes), ends], [0, 0, 1]];
}

function taiwanRows(v, breaksOut) {
  const escalates = v.war_given_crisis;
  const mix = (ends, after, before) => after.map((share, at) => ends * share + (1 - ends) * before[at]);
  const calm = [1 - breaksOut, breaksOut * (1 - escalates), breaksOut * escalates];
  const crisis = mix(v.taiwan_crisis_ends, calm, [0, 1 - escalates, escalates]);
  return [calm, crisis, mix(v.taiwan_war_ends, crisis, [0, 0, 1])];
}

/** Chance that at least one of the quiet cause and the active shocks acts, for each place of [u][t][o]. */
function anyShock(v, quiet, effect) {
  const setback = 1 - v[`${effect}_setback`];
  const crisis = 1 - v[`${effect}_crisis`];
  const war = 1 - v[`${effect}_war`];
  const other = 1 - v[`${effect}_opportunism`];
  const none = 1 - v[quiet];
  const chances = new Float64Array(CONTEXTS);
  for (let place = 0; place < CONTEXTS; place += 1) {
    const u = Math.floor(place / 6) === 1 ? setback : 1;
    const t = [1, crisis, crisis * war][(place >> 1) % 3];
    chances[place] = 1 - none * (u * t * (place % 2 ? other : 1));
  }
  return chances;
}

/** Where the world goes in one year, in its factors; and how likely aggression elsewhere is, by taiwan. */
function worldOf(v) {
  const setback = v.setback_per_year;
  const usual = taiwanRows(v, v.taiwan_crisis_per_year);
  const crisis = v.opportunism_in_crisis;
  const war = either(crisis, v.opportunism_added_by_war);
  return {
    reorientation: reorientationRows(v),
    ukraine: [ukraineRows(v, setback), ukraineRows(v, under(setback, v.setback_under_reorientation))],
    taiwan: [usual, taiwanRows(v, under(v.taiwan_crisis_per_year, v.crisis_under_setback)), usual],
    opportunism: [[1, 0], [1 - crisis, crisis], [1 - war, war]],
  };
}

/** Call back with each new context and opportunism: its place, the chances of rising, falling and neither, of a pact. */
function eachPressure(v, tell) {
  const ups = anyShock(v, "drift_closer", "push");
  const pacts = anyShock(v, "formalise", "formalise");
  const downs = [v.drift_apart, either(v.drift_apart, v.pull_reorientation)];
  for (let w = 0, at = 0; w < 2; w += 1)
    for (let place = 0; place < CONTEXTS; place += 1, at += 1) {
      const up = ups[place];
      const down = downs[w];
      tell(at, up * (1 - down), down * (1 - up), up * down + (1 - up) * (1 - down), pacts[place]);
    }
}

/** Add the steps of five relationships under one pressure, weighted, to three runs of memory. */
function addSteps(steps, at, weight, v, rise, fall, quiet, pact) {
  const { rupture_heals: heals, effect_fades: fades, alliance_lapses: lapses } = v;
  const { closer, stay, apart } = steps;
  closer[at] += weight * (rise + quiet * heals);
  closer[at + 1] += weight * (rise + quiet * fades);
  closer[at + 2] += weight * rise;
  closer[at + 3] += weight * (rise * pact);
  apart[at + 1] += weight * fall;
  apart[at + 2] += weight * fall;
  apart[at + 3] += weight * (fall + quiet * fades);
  apart[at + 4] += weight * (fall + quiet * lapses);
  stay[at] += weight * (fall + quiet * (1 - heals));
  stay[at + 1] += weight * (quiet * (1 - fades));
  stay[at + 2] += weight * quiet;
  stay[at + 3] += weight * (rise * (1 - pact) + quiet * (1 - fades));
  stay[at + 4] += weight * (rise + quiet * (1 - lapses));
}

const memory = (length) => ({ closer: new Float64Array(length), stay: new Float64Array(length), apart: new Float64Array(length) });

/** The whole transition of one year: the world, and the steps given context, opportunism and relationship. */
function transition(v) {
  const year = { ...worldOf(v), ...memory(2 * STATES) };
  eachPressure(v, (at, ...pressure) => addSteps(year, at * FUTURES, 1, v, ...pressure));
  return year;
}

// Memory used again for every answer: making it anew would cost more than the arithmetic.
const STEPS = memory(STATES);
const SCRATCH = [0, 1, 2].map(() => new Float64Array(STATES));

/** Steps given the context alone: opportunism is drawn afresh each year, so it is summed out. */
function stepsByContext(v, opportunism) {
  for (const steps of Object.values(STEPS)) steps.fill(0);
  eachPressure(v, (at, rise, fall, quiet, pact) => {
    const context = at >> 1;
    const weight = opportunism[context % 3][at % 2];
    if (weight > 0) addSteps(STEPS, context * FUTURES, weight, v, rise, fall, quiet, pact);
  });
  return STEPS;
}

/** One part of the state, of three values, moves: each run of memory becomes its mixture under the rows. */
function mixed(from, to, first, length, [[aa, ab, ac], [ba, bb, bc], [ca, cb, cc]]) {
  for (let one = first, two = first + length, three = two + length; one < first + length; one += 1, two += 1, three += 1) {
    const a = from[one];
    const b = from[two];
    const c = from[three];
    to[one] = aa * a + ba * b + ca * c;
    to[two] = ab * a + bb * b + cb * c;
    to[three] = ac * a + bc * b + cc * c;
  }
}

/** Move the world, not yet the relationship, by one year: reorientation, then ukraine, then taiwan. */
function worldMoved(now, year, inaugurated, [turned, fought, moved]) {
  let from = now;
  if (inaugurated) {
    const [[stays, turns], [ends, lasts]] = year.reorientation;
    for (let off = 0, on = 45; off < 45; off += 1, on += 1) {
      turned[off] = stays * now[off] + ends * now[on];
      turned[on] = turns * now[off] + lasts * now[on];
    }
    from = turned;
  }
  for (let w = 0; w < 2; w += 1) mixed(from, fought, w * 45, 15, year.ukraine[w]);
  for (let wu = 0; wu < 6; wu += 1) mixed(fought, moved, wu * 15, FUTURES, year.taiwan[wu % 3]);
  return moved;
}

const isInauguration = (year) => year % 4 === 1;

// ---- exact answers --------------------------------------------------------------------------------------------

/** Place of the start state among the 90; plan.start_state lists places in the order of the parts. */
function startPlace(plan) {
  const [w, u, t, r] = plan.start_state;
  return ((w * 3 + u) * 3 + t) * FUTURES + r;
}

/** Chance of each future at the end of each year: Float64Array, five a year, the start year first. */
function chances(values, plan) {
  const year = worldOf(values);
  const { closer, stay, apart } = stepsByContext(values, year.opportunism);
  const now = new Float64Array(STATES);
  const found = new Float64Array((plan.horizon + 1) * FUTURES);
  now[startPlace(plan)] = 1;
  found[plan.start_state[3]] = 1;
  for (let step = 1; step <= plan.horizon; step += 1) {
    const moved = worldMoved(now, year, isInauguration(plan.start_year + step), SCRATCH);
    const row = step * FUTURES;
    // One step closer or apart at most: what stays, what comes from below, what comes from above.
    for (let at = 0; at < STATES; at += FUTURES) {
      const rupture = moved[at] * stay[at] + moved[at + 1] * apart[at + 1];
      const slower = moved[at + 1] * stay[at + 1] + moved[at] * closer[at] + moved[at + 2] * apart[at + 2];
      const converging = moved[at + 2] * stay[at + 2] + moved[at + 1] * closer[at + 1] + moved[at + 3] * apart[at + 3];
      const accelerated = moved[at + 3] * stay[at + 3] + moved[at + 2] * closer[at + 2] + moved[at + 4] * apart[at + 4];
      const alliance = moved[at + 4] * stay[at + 4] + moved[at + 3] * closer[at + 3];
      found[row] += now[at] = rupture;
      found[row + 1] += now[at + 1] = slower;
      found[row + 2] += now[at + 2] = converging;
      found[row + 3] += now[at + 3] = accelerated;
      found[row + 4] += now[at + 4] = alliance;
    }
  }
  return found;
}

// ---- what has ever happened -----------------------------------------------------------------------------------

/** Where a flag is raised, given the new reorientation, ukraine, taiwan, opportunism and relationship. */
const SIGHTS = {
  setback: (w, u) => u === 1,
  "taiwan crisis": (w, u, t) => t > 0,
  opportunism: (w, u, t, o) => o === 1,
  reorientation: (w) => w === 1,
  "taiwan war": (w, u, t) => t === 2,
  alliance: (w, u, t, o, r) => r === 4,
  rupture: (w, u, t, o, r) => r === 0,
};

/** Distribution split by flags in each year: Float64Array of 2**flags times 90; bit i of the first axis is flag i. */
function histories(values, plan, flags) {
  const year = transition(values);
  const seen = (context, o, r) =>
    flags.reduce((bits, flag, at) => (SIGHTS[flag](Math.floor(context / 9), Math.floor(context / 3) % 3, context % 3, o, r) ? bits | (1 << at) : bits), 0);
  const raised = Array.from({ length: CONTEXTS * 2 * FUTURES }, (_, at) => seen(Math.floor(at / 10), Math.floor(at / 5) % 2, at % 5));
  const masks = 1 << flags.length;
  let now = new Float64Array(masks * STATES);
  const start = startPlace(plan);
  now[raised[Math.floor(start / FUTURES) * 10 + (start % FUTURES)] * STATES + start] = 1;
  const found = [now];
  for (let step = 1; step <= plan.horizon; step += 1) {
    const next = new Float64Array(masks * STATES);
    for (let mask = 0; mask < masks; mask += 1) {
      const moved = worldMoved(now.subarray(mask * STATES, (mask + 1) * STATES), year, isInauguration(plan.start_year + step), SCRATCH);
      for (let context = 0; context < CONTEXTS; context += 1)
        for (let o = 0; o < 2; o += 1) {
          const weight = year.opportunism[context % 3][o];
          if (weight === 0) continue;
          for (let r = 0; r < FUTURES; r += 1) {
            const mass = moved[context * FUTURES + r];
            if (mass === 0) continue;
            const from = (context * 2 + o) * FUTURES + r;
            for (let to = Math.max(r - 1, 0); to <= Math.min(r + 1, FUTURES - 1); to += 1) {
              const steps = to > r ? year.closer : to < r ? year.apart : year.stay;
              const place = (mask | raised[from - r + to]) * STATES + context * FUTURES + to;
              next[place] += mass * weight * steps[from];
            }
          }
        }
    }
    now = next;
    found.push(now);
  }
  return found;
}

/** Sum of the cells where a condition on (flags as an object, relationship) holds. */
function mass(cells, flags, holds) {
  let sum = 0;
  for (let mask = 0; mask < 1 << flags.length; mask += 1) {
    const ever = Object.fromEntries(flags.map((flag, at) => [flag, Boolean((mask >> at) & 1)]));
    for (let r = 0; r < FUTURES; r += 1) {
      if (!holds(ever, r)) continue;
      for (let context = 0; context < CONTEXTS; context += 1) sum += cells[mask * STATES + context * FUTURES + r];
    }
  }
  return sum;
}

// ---- a hundred worlds -----------------------------------------------------------------------------------------

const WORD = (1n << 64n) - 1n;
const LONG = (1n << 128n) - 1n;

/** NumPy's SeedSequence: four numbers of 64 bits from a few whole numbers below 2**32. */
function seeded(entropy) {
  const pool = new Uint32Array(4);
  let mixer = 0x43b0d7e5;
  const hashed = (value) => {
    let mixed = (value ^ mixer) >>> 0;
    mixer = Math.imul(mixer, 0x931e8875) >>> 0;
    mixed = Math.imul(mixed, mixer) >>> 0;
    return (mixed ^ (mixed >>> 16)) >>> 0;
  };
  const mixed = (one, other) => {
    const both = (Math.imul(0xca01f9dd, one) - Math.imul(0x4973f715, other)) >>> 0;
    return (both ^ (both >>> 16)) >>> 0;
  };
  for (let at = 0; at < 4; at += 1) pool[at] = hashed(entropy[at] ?? 0);
  for (let from = 0; from < 4; from += 1)
    for (let to = 0; to < 4; to += 1) if (from !== to) pool[to] = mixed(pool[to], hashed(pool[from]));
  for (let from = 4; from < entropy.length; from += 1)
    for (let to = 0; to < 4; to += 1) pool[to] = mixed(pool[to], hashed(entropy[from]));
  let state = 0x8b51f9dd;
  const words = Array.from({ length: 8 }, (_, at) => {
    let value = (pool[at % 4] ^ state) >>> 0;
    state = Math.imul(state, 0x58f38ded) >>> 0;
    value = Math.imul(value, state) >>> 0;
    return BigInt((value ^ (value >>> 16)) >>> 0);
  });
  return [0, 2, 4, 6].map((at) => words[at] | (words[at + 1] << 32n));
}

/** NumPy's default generator (PCG64): count uniform numbers from a seed of whole numbers. */
function uniforms(entropy, count) {
  const [high, low, secondHigh, secondLow] = seeded(entropy);
  const step = ((((secondHigh << 64n) | secondLow) << 1n) | 1n) & LONG;
  const next = (state) => (state * 0x2360ed051fc65da44385df649fccf645n + step) & LONG;
  let state = next((next(0n) + ((high << 64n) | low)) & LONG);
  return Float64Array.from({ length: count }, () => {
    state = next(state);
    const turn = state >> 122n;
    const folded = ((state >> 64n) ^ state) & WORD;
    const turned = ((folded >> turn) | (folded << ((64n - turn) & 63n))) & WORD;
    return Number(turned >> 11n) / 2 ** 53;
  });
}

const dice = new Map(); // seed and year to the numbers of a hundred worlds, which never change

function diceOf(seed, year, count) {
  const key = `${seed}:${year}:${count}`;
  if (!dice.has(key)) dice.set(key, uniforms([seed, year], count * 5));
  return dice.get(key);
}

/** Chance of each value or a later one in the order, the first left out; summed from the top, where shocks are. */
function tails(row, order) {
  const sums = [];
  let sum = 0;
  for (const value of [...order].reverse()) sums.push((sum += row[value]));
  return sums.slice(0, -1).reverse();
}

const pick = (after, draw, order) => order[after.reduce((at, tail) => at + (draw >= 1 - tail ? 1 : 0), 0)];

/** What each world goes through: for each part an array of years, each a Uint8Array of worlds. */
function worldPaths(values, plan, count = 100) {
  const year = transition(values);
  const turn = year.reorientation.map((row) => tails(row, ORDER.reorientation));
  const war = year.ukraine.map((rows) => rows.map((row) => tails(row, ORDER.ukraine)));
  const strait = year.taiwan.map((rows) => rows.map((row) => tails(row, ORDER.taiwan)));
  const parts = ["reorientation", "ukraine", "taiwan", "relationship"];
  const paths = Object.fromEntries(parts.map((part, at) => [part, [new Uint8Array(count).fill(plan.start_state[at])]]));
  paths.opportunism = [new Uint8Array(count)];
  for (let step = 1; step <= plan.horizon; step += 1) {
    const number = plan.start_year + step;
    const drawn = diceOf(plan.seed, number, count);
    const rows = Object.fromEntries(Object.keys(paths).map((part) => [part, new Uint8Array(count)]));
    for (let world = 0; world < count; world += 1) {
      const draw = drawn.subarray(world * 5, world * 5 + 5);
      let [w, u, t, r] = parts.map((part) => paths[part][step - 1][world]);
      if (isInauguration(number)) w = pick(turn[w], draw[0], ORDER.reorientation);
      u = pick(war[w][u], draw[1], ORDER.ukraine);
      t = pick(strait[u][t], draw[2], ORDER.taiwan);
      const o = draw[3] >= 1 - year.opportunism[t][1] ? 1 : 0;
      const at = (((w * 3 + u) * 3 + t) * 2 + o) * FUTURES + r;
      r += (draw[4] >= 1 - year.closer[at] ? 1 : 0) - (draw[4] < year.apart[at] ? 1 : 0);
      rows.reorientation[world] = w;
      rows.ukraine[world] = u;
      rows.taiwan[world] = t;
      rows.opportunism[world] = o;
      rows.relationship[world] = r;
    }
    for (const [part, row] of Object.entries(rows)) paths[part].push(row);
  }
  return paths;
}

// ---- what we do not know --------------------------------------------------------------------------------------

/** 5 % and 95 % quantile of numbers, between neighbours in a straight line; sorts them in place. */
function ends(numbers, level = 0.9) {
  numbers.sort();
  return [quantile(numbers, (1 - level) / 2), quantile(numbers, (1 + level) / 2)];
}

function quantile(ordered, share) {
  const place = (ordered.length - 1) * share;
  const lower = Math.floor(place);
  return ordered[lower] + (place - lower) * (ordered[Math.ceil(place)] - ordered[lower]);
}

/** Futures under every draw: draws is a list of names and a matrix, one row a draw; other numbers stay. */
function sampled(values, plan, draws, moved) {
  const free = draws.names.map((name, column) => [name, column]).filter(([name]) => !moved.has(name));
  if (!free.length) return [chances(values, plan)];
  const drawn = { ...values };
  return Array.from({ length: draws.count }, (_, row) => {
    for (const [name, column] of free) drawn[name] = draws.numbers[row * draws.names.length + column];
    return chances(drawn, plan);
  });
}

// ---- who contributes what -------------------------------------------------------------------------------------

/** Shapley value of each part: the mean of what it adds over every order; worth[coalition] is a number. */
function shapley(worth, players) {
  const factorial = (n) => (n < 2 ? 1 : n * factorial(n - 1));
  const bits = (number) => number.toString(2).replaceAll("0", "").length;
  return Array.from({ length: players }, (_, player) => {
    let share = 0;
    for (let without = 0; without < worth.length; without += 1) {
      if ((without >> player) & 1) continue;
      const size = bits(without);
      const orders = (factorial(size) * factorial(players - size - 1)) / factorial(players);
      share += orders * (worth[without | (1 << player)] - worth[without]);
    }
    return share;
  });
}
