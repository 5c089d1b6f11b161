/**
 * What JupyterLab loads of this extension: a container with one plugin, in the form that webpack's module federation
 * gives, written by hand. The plugin hands every Markdown cell of a notebook to `markdown.js` before it is drawn.
 */
(() => {
  const here = /** @type {HTMLScriptElement} */ (document.currentScript).src;
  let shared;

  /** A package that JupyterLab shares with its extensions. */
  const shares = async (name) => (await Object.values(shared[name])[0].get())();

  /** Makes a registry of renderers, and all that are cloned from it, draw Markdown in plain words. */
  function adapt(registry, inPlain) {
    const [create, clone] = [registry.createRenderer.bind(registry), registry.clone.bind(registry)];
    registry.clone = (options) => adapt(clone(options), inPlain);
    registry.createRenderer = (type) => {
      const renderer = create(type);
      if (type !== "text/markdown") return renderer;
      const render = renderer.renderModel.bind(renderer);
      renderer.renderModel = (model) => {
        const data = { ...model.data, [type]: inPlain(model.data[type]) };
        return render(Object.create(model, { data: { value: data } }));
      };
      return renderer;
    };
    return registry;
  }

  async function plugin() {
    const modules = [shares("@jupyterlab/notebook"), import(new URL("markdown.js", here).href)];
    const [{ INotebookTracker }, { plain, readNames }] = await Promise.all(modules);
    return {
      id: "nnlib-book:markdown",
      autoStart: true,
      requires: [INotebookTracker],
      activate(app, tracker) {
        tracker.widgetAdded.connect((_, panel) => {
          const file = panel.context.path.split("/").pop();
          adapt(panel.content.rendermime, (source) => plain(source, readNames(panel.model.toJSON().cells, file)));
        });
      },
    };
  }

  globalThis._JUPYTERLAB ??= {};
  globalThis._JUPYTERLAB["nnlib-book"] = {
    init(scope) {
      shared = scope;
    },
    async get() {
      const module = await plugin();
      return () => module;
    },
  };
})();
