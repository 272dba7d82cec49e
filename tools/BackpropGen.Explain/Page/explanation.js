// Lights up what belongs together, while it is pointed at or has the focus.
(() => {
  const partsOf = id => document.querySelectorAll(`[data-region="${id}"]`);
  const partnersOf = id => (document.getElementById(id)?.dataset.partners ?? "").split(" ").filter(Boolean);

  // Into sight, in the part of the page that scrolls, if it does: the page itself stays.
  const show = part => {
    const pane = part.closest(".pane");
    if (!pane || pane.scrollHeight <= pane.clientHeight) return;
    const [inner, outer] = [part.getBoundingClientRect(), pane.getBoundingClientRect()];
    if (inner.height > 0 && (inner.top < outer.top || inner.bottom > outer.bottom))
      pane.scrollTop += inner.top - outer.top - outer.height / 3;
  };

  const light = id => {
    document.querySelectorAll(".lit").forEach(part => part.classList.remove("lit"));
    if (!id) return;
    const partners = partnersOf(id);
    [id, ...partners].forEach(lit => partsOf(lit).forEach(part => part.classList.add("lit")));
    const seen = partners.map(partner => document.getElementById(partner)).find(part => part && part.getClientRects().length > 0);
    if (seen) show(seen);
  };

  const regionOf = event => event.target.closest?.("[data-region]")?.dataset.region;
  const focused = () => document.activeElement?.dataset?.region;
  document.addEventListener("mouseover", event => light(regionOf(event) ?? focused()));
  document.addEventListener("focusin", event => light(regionOf(event)));
  document.addEventListener("focusout", () => light(undefined));
})();
