// The link builder in the teachers' section; the same as china_russia_axis/teaching/links.py, in the page.
// What is typed stays here: nothing is sent, nothing is kept.

const craLinks = (() => {
  const { patterns, messages, binder: BINDER, colab: COLAB } = window.craLinkData;
  const match = (name, text) => new RegExp(patterns[name]).exec(text);
  const trimmed = (text) => text.replace(/^[ \t\r\n\u00a0]+|[ \t\r\n\u00a0]+$/g, "");
  const word = encodeURIComponent;

  class BadLink extends Error {
    constructor(kind) {
      super(messages[kind]);
      this.kind = kind;
    }
  }
  const fail = (kind) => {
    throw new BadLink(kind);
  };

  function repository(typed) {
    let text = trimmed(typed);
    if (!text) fail("no_repository");
    if (match("secret", text)) fail("secret");
    if (match("owned", text)) text = `https://github.com/${text}`;
    const found = match("address", text) ?? fail("odd_repository");
    let scheme = found[1];
    const host = found[2].toLowerCase().replace(/^www\./, "");
    let parts = found[3].split("/-/")[0].split("/");
    if (host === "github.com") {
      scheme = "https"; // behind owner and name stands what the reader looked at
      parts = parts.slice(0, 2);
    }
    parts[parts.length - 1] = parts.at(-1).replace(/\.git$/, "");
    const short = parts.length < 2 && ["github.com", "gitlab.com"].includes(host);
    if (short || parts.some((part) => /^\.*$/.test(part))) fail("odd_repository");
    const path = parts.join("/");
    return { host, path, name: parts.at(-1), address: `${scheme}://${host}/${path}` };
  }

  function branch(typed) {
    const text = trimmed(typed) || "main";
    if (!match("branch", text) || match("odd_branch", text)) fail("odd_branch");
    return text;
  }

  function hub(typed) {
    const text = trimmed(typed);
    if (!text) fail("no_hub");
    const found = match("hub", text) ?? fail("odd_hub");
    return `${found[1]}://${found[2].toLowerCase()}${found[3].replace(/\/hub(?:\/.*)?$/, "")}`;
  }

  const makers = {
    binder(place, at, { path }) {
      const specs = { "github.com": `gh/${place.path}`, "gitlab.com": `gl/${word(place.path)}` };
      const spec = specs[place.host] ?? `git/${word(place.address)}`;
      return `${BINDER}/v2/${spec}/${at}?urlpath=${word(`lab/tree/${path}`)}`;
    },
    colab(place, at, { path }) {
      if (place.host !== "github.com") fail("colab_github");
      return `${COLAB}/github/${place.path}/blob/${at}/${path}`;
    },
    colab_cell(place, at, typed) {
      makers.colab(place, at, typed); // refuses what Colab cannot open
      return [
        `%pip install --quiet "china-russia-axis @ git+${place.address}@${at}"`,
        "from google.colab import output",
        "output.enable_custom_widget_manager()",
      ].join("\n");
    },
    nbgitpuller(place, at, typed) {
      const asked = { repo: place.address, urlpath: `lab/tree/${place.name}/${typed.path}`, branch: at };
      const query = Object.entries(asked).map(([name, value]) => `${name}=${word(value)}`);
      return `${hub(typed.hub)}/hub/user-redirect/git-pull?${query.join("&")}`;
    },
  };

  const build = (kind, typed) => makers[kind](repository(typed.repository), branch(typed.branch), typed);
  return { build, BadLink };
})();

(() => {
  const root = document.getElementById("link-builder");
  if (!root) return;
  const form = root.querySelector("form");
  const field = (name) => form.elements[name];
  // A message belongs to the field it is about; what Colab cannot do stands beside Colab.
  const about = (kind) => (kind.includes("hub") && kind !== "colab_github" ? "hub" : kind.includes("branch") ? "branch" : "repository");

  function typed() {
    return Object.fromEntries(["repository", "branch", "hub", "path"].map((name) => [name, field(name).value]));
  }

  function update() {
    const problems = { repository: "", branch: "", hub: "" };
    const now = typed();
    for (const row of root.querySelectorAll("[data-link]")) {
      const out = row.querySelector("output");
      const open = row.querySelector("a");
      let text = "";
      let note = "";
      try {
        text = craLinks.build(row.dataset.link, now);
      } catch (error) {
        if (!(error instanceof craLinks.BadLink)) throw error;
        note = error.message;
        // An empty form is no mistake.
        if (error.kind !== "colab_github" && !error.kind.startsWith("no_")) problems[about(error.kind)] = note;
      }
      out.textContent = text || note;
      out.classList.toggle("cra-link-note", !text);
      row.querySelector("button").disabled = !text;
      if (open) {
        open.hidden = !text;
        if (text) open.href = text;
        else open.removeAttribute("href");
      }
    }
    for (const [name, message] of Object.entries(problems)) {
      const said = document.getElementById(`link-${name}-said`);
      if (said.textContent !== message) said.textContent = message;
      field(name).setAttribute("aria-invalid", String(Boolean(message)));
    }
  }

  async function copy(row) {
    const out = row.querySelector("output");
    const said = root.querySelector("#link-copied");
    try {
      await navigator.clipboard.writeText(out.textContent);
      said.textContent = `${row.dataset.name}: copied.`;
    } catch {
      getSelection().selectAllChildren(out);
      said.textContent = `${row.dataset.name} is selected: press Ctrl+C, or Cmd+C on a Mac, to copy it.`;
    }
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", update);
  for (const row of root.querySelectorAll("[data-link]")) {
    row.querySelector("button").addEventListener("click", () => copy(row));
  }
  root.hidden = false;
  update();
})();
