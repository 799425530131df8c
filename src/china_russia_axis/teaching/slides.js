/* Steps through the slides, fits each to its sheet, and shows or hides the code. */
(() => {
  const root = document.documentElement;
  const deck = document.querySelector(".deck");
  const slides = [...document.querySelectorAll(".slide")];
  const at = document.querySelector(".at");
  const code = document.querySelector("[data-do=code]");
  const chapters = document.querySelector(".bar select");
  const LEAST = 0.5, NARROW = 760;
  let now = 0;

  root.classList.add("js");

  const overflows = (body, inside) =>
    inside.scrollHeight > body.clientHeight + 1 || inside.scrollWidth > body.clientWidth + 1;

  /* The largest type that fits; what is too much even for half size is scaled as a whole, so nothing is cut. */
  function fit(slide) {
    const body = slide.querySelector(".body"), inside = body.querySelector(".in");
    inside.style.transform = inside.style.width = "";
    let low = LEAST, high = 1;
    body.style.setProperty("--fit", high);
    if (overflows(body, inside)) {
      for (let turn = 0; turn < 6; turn++) {
        const middle = (low + high) / 2;
        body.style.setProperty("--fit", middle);
        if (overflows(body, inside)) high = middle; else low = middle;
      }
      body.style.setProperty("--fit", low);
    }
    if (overflows(body, inside)) {
      const scale = Math.min(body.clientHeight / inside.scrollHeight, body.clientWidth / inside.scrollWidth);
      inside.style.transform = `scale(${scale})`;
      slide.dataset.scale = scale.toFixed(2);
    } else delete slide.dataset.scale;
  }

  function place() {
    root.classList.toggle("narrow", window.innerWidth <= NARROW);
    const room = window.innerHeight - 44;
    const scale = Math.min(window.innerWidth / 1280, room / 720);
    deck.style.transform =
      `translate(${(window.innerWidth - 1280 * scale) / 2}px, ${(room - 720 * scale) / 2}px) scale(${scale})`;
  }

  function fitAll() {
    /* Measured as on a wide screen, whatever the window is: print uses the same sheets. */
    root.classList.remove("narrow");
    slides.forEach(fit);
    place();
  }

  function show(number) {
    slides[now].classList.remove("now");
    now = Math.max(0, Math.min(slides.length - 1, number));
    slides[now].classList.add("now");
    at.textContent = `${now + 1} of ${slides.length}`;
    document.querySelector("[data-do=back]").disabled = now === 0;
    document.querySelector("[data-do=next]").disabled = now === slides.length - 1;
    const begun = [...chapters.options].filter(option => Number(option.value) <= now);
    chapters.value = begun[begun.length - 1].value;
    history.replaceState(null, "", `#${now + 1}`);
    window.scrollTo(0, 0);
    scrollable();
  }

  /* On a narrow screen a wide table scrolls, also by keyboard. */
  function scrollable() {
    for (const part of slides[now].querySelectorAll(".show, pre")) {
      const scrolls = root.classList.contains("narrow") && part.scrollWidth > part.clientWidth + 1;
      if (scrolls) part.tabIndex = 0; else part.removeAttribute("tabindex");
    }
  }

  function switchCode() {
    const on = root.classList.toggle("with-code");
    code.setAttribute("aria-pressed", String(on));
    fitAll();
  }

  const STEPS = {
    ArrowRight: () => show(now + 1), PageDown: () => show(now + 1), " ": () => show(now + 1),
    ArrowLeft: () => show(now - 1), PageUp: () => show(now - 1),
    Home: () => show(0), End: () => show(slides.length - 1), c: switchCode,
  };

  document.addEventListener("keydown", event => {
    const inControl = event.target.closest("button, select, a, input");
    const own = event.target.closest("select, [tabindex]") || (inControl && event.key === " ");
    if (own || event.ctrlKey || event.metaKey || event.altKey || !(event.key in STEPS)) return;
    event.preventDefault();
    STEPS[event.key]();
  });
  document.querySelector("[data-do=back]").addEventListener("click", STEPS.ArrowLeft);
  document.querySelector("[data-do=next]").addEventListener("click", STEPS.ArrowRight);
  code.addEventListener("click", switchCode);
  chapters.addEventListener("change", () => { show(Number(chapters.value)); chapters.blur(); });
  window.addEventListener("resize", () => { place(); scrollable(); });
  window.addEventListener("hashchange", () => show(Number(location.hash.slice(1)) - 1 || 0));

  fitAll();
  show((Number(location.hash.slice(1)) || 1) - 1);
})();
