// Brings charts to life: the picture that the server drew gives way to the same chart drawn here,
// which tells of the mark under the pointer. Whatever fails leaves the server's picture in place.
"use strict";
{
  const address = document.currentScript.dataset.vega;
  const WAITING = ":is([data-chart] [data-width], [data-drawing]):not([data-alive])";
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

  const narrow = window.matchMedia("screen and (max-width: 700px)");

  // Where a drawing of its own address has its picture and its specification.
  const part = (drawing, suffix) =>
    `${drawing.dataset.drawing}.${suffix}?${drawing.dataset.query}&width=${narrow.matches ? "narrow" : "wide"}`;

  const specification = async (drawing) => {
    if (drawing.dataset.drawing) {
      const answer = await fetch(part(drawing, "json"));
      if (!answer.ok) throw new Error(`${answer.status} for ${answer.url}`);
      return answer.json();
    }
    const figure = drawing.closest("[data-chart]");
    const told = JSON.parse(figure.querySelector("script[type='application/json']").textContent);
    return { ...told[drawing.dataset.width], ...told.shared };
  };

  const enliven = async (drawing) => {
    const [embed, spec] = await Promise.all([vega(), specification(drawing)]);
    const still = drawing.querySelector("svg, picture");
    const alive = document.createElement("div");
    const stage = alive.appendChild(document.createElement("div"));
    await embed(stage, spec, {
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
    if (drawing.dataset.drawing) {
      alive.setAttribute("role", "img");
      const { id } = drawing.closest("[data-chart]");
      alive.setAttribute("aria-labelledby", `${id}-title ${id}-subtitle`);
    } else {
      for (const name of ["role", "aria-labelledby", "aria-hidden"]) {
        if (still.hasAttribute(name)) alive.setAttribute(name, still.getAttribute(name));
      }
    }
    drawing.replaceChildren(alive);
    drawing.dataset.alive = "";
  };

  const keepStill = (drawing, error) => {
    console.warn("A chart stays as it was drawn:", error);
    if (drawing.childElementCount) return;
    const image = drawing.appendChild(document.createElement("img"));
    image.alt = drawing.closest("[data-chart]").querySelector("[id$=-title]").textContent;
    image.src = part(drawing, "svg");
  };

  const seen = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      seen.unobserve(target);
      enliven(target).catch((error) => keepStill(target, error));
    }
  });

  const watch = (page) => {
    for (const drawing of page.querySelectorAll(WAITING)) {
      seen.observe(drawing);
    }
  };

  watch(document);
  // What HTMX puts into the page later.
  document.addEventListener("htmx:load", (event) => watch(event.detail.elt));
}
