/** The MyST of the book's notebooks in plain Markdown: JupyterLab knows none of its roles, directives and labels. */

const FENCE = /^(`{3,})\{([\w:-]+)\} *(.*)$/;
const OPTION = /^:(\w+): *(.*)$/;
const LABEL = /^\(([\w-]+)\)=\n/gm;
const EQUATION = /\$\$((?:(?!\$\$)[^])*)\$\$ \(([\w-]+)\)/g;
const ROLE = /\{([\w:]+)\}`([^`]+)`/g;
const GLUED = "application/papermill.record/text/plain";

const textOf = (source) => (Array.isArray(source) ? source.join("") : source);
const capital = (words) => words.charAt(0).toUpperCase() + words.slice(1);
const inWords = (label) => label.replaceAll("-", " ");

/** "02-feed-forward-networks" → "2. Feed forward networks" */
const sectionTitle = (file) =>
  capital(inWords(file.replace(/^0*(\d+)-(.)/, (_, section, letter) => `${section}. ${letter.toUpperCase()}`)));

/** The outermost directives of a text: [{ kind, title, options, lines, from, to }], lines from and to included. */
function directives(lines) {
  const found = [];
  for (let from = 0; from < lines.length; from++) {
    const [, fence, kind, title] = FENCE.exec(lines[from]) ?? [];
    const to = lines.indexOf(fence, from);
    if (to < 0) continue;
    const inside = lines.slice(from + 1, to);
    const options = {};
    while (OPTION.test(inside[0])) {
      const [, name, value] = OPTION.exec(inside.shift());
      options[name] = value;
    }
    found.push({ kind, title: title.trim(), options, lines: inside, from, to });
    from = to;
  }
  return found;
}

/**
 * What the cells of a notebook name: labels → "Exercise 3.1", equations → "3.2", and the numbers that cells have glued.
 * @param cells  of the notebook's JSON
 * @param file   its name, which starts with the number of the section
 */
export function readNames(cells, file) {
  const section = /^0*(\d+)-/.exec(file)?.[1];
  const counts = {};
  const next = (kind) => {
    counts[kind] = (counts[kind] ?? 0) + 1;
    return section ? `${section}.${counts[kind]}` : `${counts[kind]}`;
  };
  const names = { labels: { __proto__: null }, equations: { __proto__: null }, glued: { __proto__: null } };
  for (const { cell_type: type, source, outputs = [] } of cells) {
    for (const { data, metadata } of outputs) {
      const name = metadata?.scrapbook?.name;
      if (name) names.glued[name] = textOf(data[GLUED] ?? "").replace(/^'(.*)'$/, "$1");
    }
    if (type !== "markdown") continue;
    const text = textOf(source);
    for (const { kind, options } of directives(text.split("\n"))) {
      if (!options.label || kind === "solution") continue;
      names.labels[options.label] = `${capital(kind.replace("prf:", ""))} ${next(kind)}`;
    }
    for (const [, , label] of text.matchAll(EQUATION)) names.equations[label] = next("equation");
  }
  return names;
}

/** A directive as a block of HTML with Markdown inside; a solution stays folded. */
function block({ kind, title, options, lines }, names) {
  const inside = plain(lines.join("\n"), names).trim();
  if (kind === "solution") {
    const of = names.labels[title] ?? inWords(title);
    return `<details><summary>Solution of ${of}</summary>\n\n${inside}\n\n</details>`;
  }
  const name = names.labels[options.label] ?? capital(kind.replace("prf:", ""));
  const heading = title ? `${name} (${inlined(title, names)})` : name;
  return `<blockquote>\n\n**${heading}**\n\n${inside}\n\n</blockquote>`;
}

/** A glued number, to as many places as "name:.2f" says. */
function number(target, glued) {
  const [, name, , places] = /^([^]*?)(:\.(\d)f)?$/.exec(target);
  if (!(name in glued)) return "…";
  return places ? Number(glued[name]).toFixed(Number(places)) : glued[name];
}

/** What a role shows; `target` may have a text of its own, as in "these words <target>". */
function shown(role, content, { labels, equations, glued }) {
  const [, words, target] = /^(.*) <(.*)>$/.exec(content) ?? [null, null, content];
  switch (role) {
    case "glue:text": return number(target, glued);
    case "eq": return `(${equations[target] ?? "…"})`;
    case "cite": return `[${target.split(",").map((key) => capital(key).replace(/(\d+)$/, " $1")).join("; ")}]`;
    case "doc": return `[${words ?? sectionTitle(target)}](${target}.ipynb)`;
    default: return words ?? labels[target] ?? inWords(target);
  }
}

const inlined = (text, names) => text.replace(ROLE, (_, role, content) => shown(role, content, names));

const numbered = (text, { equations }) =>
  text.replace(EQUATION, (_, formula, label) => {
    const tag = label in equations ? `\\tag{${equations[label]}}` : "";
    return `$$${formula}${tag}$$`;
  });

/** A Markdown cell's text without MyST; `names` are those of its notebook. */
export function plain(source, names) {
  const lines = source.replace(LABEL, "").split("\n");
  const parts = [];
  let at = 0;
  for (const each of directives(lines)) {
    parts.push(lines.slice(at, each.from).join("\n"), block(each, names));
    at = each.to + 1;
  }
  parts.push(lines.slice(at).join("\n"));
  return parts.map((part) => numbered(inlined(part, names), names)).join("\n");
}
