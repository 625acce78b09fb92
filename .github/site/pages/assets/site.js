// Wide tables scroll in boxes that the theme makes; let the keyboard reach them.
document$.subscribe(() => {
  const reach = () =>
    document
      .querySelectorAll(".md-typeset__scrollwrap")
      .forEach((box) => box.setAttribute("tabindex", "0"));
  reach();
  new MutationObserver(reach).observe(document.querySelector("article"), {
    childList: true,
    subtree: true,
  });
});
