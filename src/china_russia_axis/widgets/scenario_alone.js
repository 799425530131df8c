// The lab without a kernel, for the website: it takes the messages that widgets/scenario_lab.py takes, and answers
// them from the model in the page. What writes files is left to JupyterLab.

/** The two dictionaries that the lab reads, and the line that it sends on. */
function pageModel(start) {
  const page = answering(start.page);
  const { words } = start.page;
  const state = {
    values: { ...start.values },
    kept: null,
    unknown: false,
    open: [],
    question: { ...start.question, year: start.headline_years.at(-1) },
    future: "alliance",
    world: 1,
  };
  let now = { request: 0, values: state.values, answer: start.answer, unlocked: false, prediction: null, open: [], views: {}, plain: true, kept: null };
  const listeners = [];

  const refusal = ([name, value]) => {
    const of = start.page.parameters[name];
    if (of.is_chance ? value >= 0 && value <= 1 : value >= 0 && value < Infinity) return null;
    return page.speak.say(of.is_chance ? "refused_chance" : "refused_factor", { label: of.label });
  };
  function moveTo(values, more = {}) {
    state.values = { ...state.values, ...values };
    return { answer: page.answer(state.values, start.answer), values: state.values, ...more };
  }
  const handlers = {
    values({ values }) {
      const trouble = Object.entries(values).map(refusal).filter(Boolean).join(" ");
      return trouble ? { trouble, adopt: true, values: state.values } : moveTo(values);
    },
    take: ({ values }) => moveTo(values, { adopt: true }),
    reset: () => moveTo(start.values, { adopt: true }),
    preset: ({ name }) => moveTo(start.presets.find((preset) => preset.name === name).values, { adopt: true }),
    look: () => ({ unlocked: true }),
    predict({ numbers }) {
      const problem = ownProblem(numbers);
      if (problem) return { predict: problem };
      const none = start.presets.find((preset) => preset.name === "no_shocks").values;
      const without = page.answer({ ...start.values, ...none }, null).futures.alliance.at(-1);
      const year = start.headline_years.at(-1);
      const shown = Object.fromEntries(start.page.futures.map((name) => [name, `${general(numbers[name])} %`]));
      const sentence = page.speak.ownCompared(numbers, start.answer.bars[year], without, year);
      return { unlocked: true, predict: {}, prediction: { shown, sentence } };
    },
    open({ views }) {
      state.open = views;
      return { open: views };
    },
    unknown({ on }) {
      state.unknown = on;
      return {};
    },
    rest: () => ({}),
    ask({ event, given, year }) {
      state.question = { event, given, year };
      return {};
    },
    world({ number }) {
      state.world = page.single(state.values, number).number;
      return {};
    },
    keep_a() {
      state.kept = state.values;
      return { kept: state.kept };
    },
    back_to_a: () => (state.kept ? moveTo(state.kept, { adopt: true }) : { trouble: words.nothing_kept }),
    contrast({ future }) {
      state.future = future;
      return {};
    },
  };

  /** What is wrong with a student's own numbers, and rescaled ones on offer; null when nothing is. */
  function ownProblem(numbers) {
    const missing = Object.keys(numbers).filter((name) => numbers[name] === null);
    if (missing.length) return { text: page.speak.say("missing", { listed: missing.map((name) => name.replaceAll("_", " ")).join(", ") }) };
    if (Object.values(numbers).some((number) => !(number >= 0 && number <= 100))) return { text: words.outside };
    const names = start.page.futures;
    const total = names.reduce((sum, name) => sum + numbers[name], 0);
    if (Math.abs(total - 100) < 0.05) return null;
    if (total === 0) return { text: words.all_zero };
    const scaled = Object.fromEntries(names.map((name) => [name, (numbers[name] * 100) / total]));
    const offer = Object.fromEntries(names.map((name) => [name, Math.trunc(scaled[name])]));
    const short = 100 - names.reduce((sum, name) => sum + offer[name], 0);
    const left = (name) => scaled[name] - Math.trunc(scaled[name]);
    for (const name of [...names].sort((one, other) => left(other) - left(one)).slice(0, short)) offer[name] += 1;
    const listed = [...names].reverse().map((name) => `${name} ${offer[name]}`).join(", ");
    return { text: page.speak.say("not_hundred", { total: general(total), listed }), offer };
  }

  function views() {
    const shown = {};
    if (state.unknown) shown.unknown = page.unknown(state.values);
    if (state.open.includes("questions")) shown.questions = page.question(state.values, state.question);
    if (state.open.includes("compare") && state.kept) shown.compare = page.compared(state.kept, state.values, state.future);
    if (state.open.includes("single")) shown.single = page.single(state.values, state.world);
    return shown;
  }

  const model = {
    get: (name) => (name === "start" ? start : now),
    on: (_, listener) => listeners.push(listener),
    send(message) {
      now = { ...now, trouble: null, adopt: false, ...handlers[message.kind](message), request: message.request };
      now.views = views();
      for (const listener of listeners) listener();
    },
    // From the page around the lab, in answer to no request of its own.
    tell: (message) => model.send({ ...message, request: now.request }),
  };
  return model;
}
