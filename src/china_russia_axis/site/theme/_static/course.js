// The few things that pages cannot do in HTML and CSS alone.
(() => {
  // A box is a stop for the Tab key only while there is something to scroll in it.
  const boxes = () => document.querySelectorAll(".cra-scroll, .cra-printed, .pst-scrollable-table-container");
  const mark = () => {
    for (const box of boxes()) {
      if (box.scrollWidth > box.clientWidth) box.setAttribute("tabindex", "0");
      else box.removeAttribute("tabindex");
    }
  };
  mark();
  window.addEventListener("resize", mark);
})();
