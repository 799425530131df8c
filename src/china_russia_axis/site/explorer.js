// The scenario explorer: the lab of lesson 07 in a page of the website. Joined behind the lab's own scripts.

const explorer = document.getElementById("explorer-lab");
const model = pageModel(window.craExplorer);
explorer.replaceChildren(); // the static picture gives way
scenarioLab().render({ model, el: explorer });
const lab = explorer.querySelector(".cra-lab");

// The values live in the address, so that a link leads to what somebody saw.
const own = document.getElementById("explorer-link");
const said = document.getElementById("explorer-said");
const course = window.craExplorer.values;

function address() {
  const { values } = model.get("now");
  const changed = Object.keys(values).filter((name) => values[name] !== course[name]);
  const query = changed.map((name) => `${name}=${values[name]}`).join("&");
  return `${location.href.split("#")[0]}${query ? `#${query}` : ""}`;
}
model.on("change:now", () => {
  own.value = address();
});

/** Take over the values of a link; what it names wrongly is said and left out. */
function follow() {
  const values = {};
  const odd = [];
  for (const [name, text] of new URLSearchParams(location.hash.slice(1))) {
    const of = window.craExplorer.page.parameters[name];
    const value = text.trim() === "" ? NaN : Number(text);
    const sound = of && (of.is_chance ? value >= 0 && value <= 1 : value >= 0 && value < Infinity);
    if (sound) values[name] = value;
    else odd.push(name);
  }
  if (Object.keys(values).length) {
    model.tell({ kind: "look" });
    model.tell({ kind: "take", values: { ...course, ...values } });
  }
  said.textContent = odd.length ? `Of the link, this was not understood and left out: ${odd.join(", ")}.` : "";
}

document.getElementById("explorer-copy").addEventListener("click", async () => {
  own.value = address();
  own.select();
  try {
    await navigator.clipboard.writeText(own.value);
    said.textContent = "Copied.";
  } catch {
    said.textContent = "The link is selected: press Ctrl+C, or Cmd+C on a Mac, to copy it.";
  }
});
window.addEventListener("hashchange", follow);
own.value = address();
if (location.hash.includes("=")) follow();
