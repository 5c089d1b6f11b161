/** State as the text of a link, and back. What a link says is data: it is checked against the traits' own bounds. */

const LONGEST = 20000;
const DIGITS = 6;

const number = (text, { low, high, whole }) => {
  const value = /^-?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : NaN;
  if (!(value >= low && value <= high) || (whole && !Number.isInteger(value))) {
    throw new Error(`expected a ${whole ? "whole " : ""}number from ${low} to ${high}`);
  }
  return value;
};

const list = (text, mark) => (text === "" ? [] : text.split(mark));

const short = (value) => String(Number(value.toPrecision(DIGITS)));

/** How each kind of trait (nnlib/widgets/traits.py) is read from and written to text. */
const kinds = {
  number: { read: number, write: short },
  numbers: {
    read(text, kind) {
      const parts = list(text, ",");
      if (parts.length < kind.shortest || parts.length > kind.longest) {
        throw new Error(`expected ${kind.shortest} to ${kind.longest} numbers`);
      }
      return parts.map((part) => number(part, kind));
    },
    write: (values) => values.map(short).join(","),
  },
  rows: {
    read(text, { columns, shortest, longest }) {
      const rows = list(text, ";").map((row) => row.split(","));
      if (rows.length > longest) throw new Error(`expected at most ${longest} rows`);
      if (rows.length < shortest) throw new Error(`expected at least ${shortest} rows`);
      return rows.map((row) => {
        if (row.length !== columns.length) throw new Error(`expected rows of ${columns.length} numbers`);
        return row.map((part, i) => number(part, { low: columns[i][0], high: columns[i][1], whole: columns[i][2] }));
      });
    },
    write: (rows) => rows.map((row) => row.map(short).join(",")).join(";"),
  },
  choice: {
    read(text, { options }) {
      if (!options.includes(text)) throw new Error(`expected one of ${options.join(", ")}`);
      return text;
    },
    write: encodeURIComponent,
  },
  flag: {
    read(text) {
      if (text !== "0" && text !== "1") throw new Error("expected 0 or 1");
      return text === "1";
    },
    write: (value) => (value ? "1" : "0"),
  },
};

/** `#name?trait=value&…` with the traits in which `state` differs from `author`. */
export function writeLink(name, state, author, traits) {
  const written = (trait, values) => kinds[traits[trait].kind].write(values[trait]);
  const parts = Object.keys(traits)
    .filter((trait) => written(trait, state) !== written(trait, author))
    .map((trait) => `${trait}=${written(trait, state)}`);
  return `#${name}${parts.length ? "?" + parts.join("&") : ""}`;
}

/**
 * What a page's fragment says for the widget `name`: null if it is meant for another, else `{ state, problem }`.
 * A problem is one plain sentence; the state is then empty.
 */
export function readLink(hash, name, traits) {
  const [target, query = ""] = hash.slice(1).split(/\?(.*)/s);
  if (target !== name) return null;
  const state = {};
  let trait = "";
  try {
    if (query.length > LONGEST) throw new Error("it is too long");
    for (const part of query ? query.split("&") : []) {
      const [key, text = ""] = part.split(/=(.*)/s);
      trait = Object.hasOwn(traits, key) ? key : "";
      if (!trait) throw new Error("it names something this widget does not have");
      state[trait] = kinds[traits[trait].kind].read(decodeURIComponent(text), traits[trait]);
    }
  } catch (error) {
    const where = trait ? `${trait}: ` : "";
    return { state: {}, problem: error instanceof URIError ? "it is malformed" : where + error.message };
  }
  return { state, problem: "" };
}

/** Traits from a file, checked as a link's text is; throws a sentence that names the trait. */
export function checkedTraits(given, traits) {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      if (!Object.hasOwn(traits, name)) throw new Error("it names something this widget does not have");
      const kind = kinds[traits[name].kind];
      try {
        const text = kind.write(value);
        return [
          name,
          traits[name].kind === "choice"
            ? kind.read(decodeURIComponent(text), traits[name])
            : kind.read(text, traits[name]),
        ];
      } catch (error) {
        const why = error instanceof TypeError ? "expected something else" : error.message;
        throw new Error(`${name}: ${why}`, { cause: error });
      }
    }),
  );
}
