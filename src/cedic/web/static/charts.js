// Brings charts to life: the picture that the server drew gives way to the same chart drawn here,
// which tells of the mark under the pointer. Whatever fails leaves the server's picture in place.
"use strict";
{
  const address = document.currentScript.dataset.vega;
  let loading;

  // Vega is large: it is loaded when the first chart comes into view.
  const vega = () =>
    (loading ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = () => resolve(window.vegaEmbed);
      script.onerror = reject;
      document.head.append(script);
    }));

  const specification = (drawing) => {
    const figure = drawing.closest("[data-chart]");
    const told = JSON.parse(figure.querySelector("script[type='application/json']").textContent);
    return { ...told[drawing.dataset.width], ...told.shared };
  };

  const enliven = async (drawing) => {
    const embed = await vega();
    const still = drawing.querySelector("svg");
    const alive = document.createElement("div");
    const stage = alive.appendChild(document.createElement("div"));
    await embed(stage, specification(drawing), {
      mode: "vega-lite",
      renderer: "svg",
      actions: false,
      // The page's policy forbids to evaluate texts as code, and styles that no stylesheet says.
      ast: true,
      defaultStyle: false,
      tooltip: { disableDefaultStyle: true },
    });
    // Title and table say what hundreds of marks would.
    stage.setAttribute("aria-hidden", "true");
    for (const name of ["role", "aria-labelledby", "aria-hidden"]) {
      if (still.hasAttribute(name)) alive.setAttribute(name, still.getAttribute(name));
    }
    still.replaceWith(alive);
    drawing.dataset.alive = "";
  };

  const seen = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      seen.unobserve(target);
      enliven(target).catch((error) => console.warn("A chart stays as it was drawn:", error));
    }
  });

  const watch = (part) => {
    for (const drawing of part.querySelectorAll("[data-chart] [data-width]:not([data-alive])")) {
      seen.observe(drawing);
    }
  };

  watch(document);
  // What HTMX puts into the page later.
  document.addEventListener("htmx:load", (event) => watch(event.detail.elt));
}
