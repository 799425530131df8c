// Sort and filter a table. Without this script the table stands whole and in its first order.
(() => {
  const listing = document.querySelector(".cra-listing");
  if (!listing) return;
  const form = listing.querySelector("form");
  const body = listing.querySelector("tbody");
  const heads = [...listing.querySelectorAll("thead th")];
  const count = listing.querySelector("[role=status]");
  const rows = [...body.rows];
  const noun = listing.dataset.noun;
  const fields = [...form.elements].filter((field) => field.name);
  const column = Object.fromEntries(heads.map((head, place) => [head.dataset.name, place]));
  const order = { by: "", down: false };

  const text = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  const alphabet = new Intl.Collator("en", { numeric: true });

  const key = (row) => {
    const cell = row.cells[column[order.by]];
    return cell.dataset.key ?? cell.textContent.trim();
  };
  // Empty cells come last in either direction.
  const before = (one, other) => {
    const [a, b] = [key(one), key(other)];
    if (!a || !b) return (a ? 0 : 1) - (b ? 0 : 1);
    return (order.down ? -1 : 1) * alphabet.compare(a, b);
  };
  const fits = (row) => fields.every((field) => {
    const wanted = field.value.trim();
    if (!wanted) return true;
    if (field.name === "words") return wanted.toLowerCase().split(/\s+/).every((word) => text.get(row).includes(word));
    return (row.cells[column[field.name]].dataset.values ?? "").split("|").includes(wanted);
  });

  const show = () => {
    for (const row of rows) row.hidden = !fits(row);
    body.append(...(order.by ? [...rows].sort(before) : rows));
    for (const head of heads) {
      if (head.dataset.name === order.by) head.setAttribute("aria-sort", order.down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
    const shown = rows.filter((row) => !row.hidden).length;
    const none = shown ? "" : ". Take a filter away to see more.";
    count.textContent = shown === rows.length ? `${shown} ${noun}` : `${shown} of ${rows.length} ${noun}${none}`;
  };

  // What is shown stands behind the # of the address, so that a link leads to it, also from a file.
  const remember = () => {
    const state = new URLSearchParams();
    for (const field of fields) if (field.value.trim()) state.set(field.name, field.value.trim());
    if (order.by) state.set("sort", order.by);
    if (order.by && order.down) state.set("order", "down");
    const bare = location.href.split("#")[0];
    history.replaceState(null, "", String(state) ? `${bare}#${state}` : bare);
  };
  const clear = () => {
    for (const field of fields) field.value = "";
  };
  const recall = () => {
    const place = location.hash.slice(1);
    if (place.includes("=")) {
      const state = new URLSearchParams(place);
      for (const field of fields) {
        field.value = state.get(field.name) ?? "";
        // A choice that does not exist leaves the list empty: then nothing is chosen.
        if (field.value !== (state.get(field.name) ?? "")) field.value = "";
        if (field.selectedIndex === -1) field.value = "";
      }
      order.by = state.get("sort") in column ? state.get("sort") : "";
      order.down = state.get("order") === "down";
      show();
      return true;
    }
    const row = rows.find((one) => one.id === decodeURIComponent(place));
    if (row?.hidden) {
      clear();
      show();
    }
    row?.scrollIntoView();
    return false;
  };

  for (const head of heads) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", () => {
      order.down = order.by === head.dataset.name && !order.down;
      order.by = head.dataset.name;
      show();
      remember();
    });
    head.replaceChildren(button);
  }
  form.addEventListener("input", () => {
    show();
    remember();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    clear();
    order.by = "";
    show();
    remember();
  });
  // Words elsewhere on the page that stand for a filter become links to it.
  for (const word of document.querySelectorAll("[data-show]")) {
    const link = document.createElement("a");
    link.href = `#${word.dataset.show}`;
    link.append(...word.childNodes);
    word.append(link);
  }
  const follow = () => {
    if (recall()) listing.scrollIntoView();
  };
  window.addEventListener("hashchange", follow);
  form.hidden = false;
  show();
  follow();
})();
