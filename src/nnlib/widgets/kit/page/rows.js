/** A table of numbers from text that was pasted or dropped, and back. */

const MARKS = ["\t", ";", ","];

/** The mark between columns: the first of tab, semicolon and comma that stands in the text. */
const markOf = (text) => MARKS.find((mark) => text.includes(mark)) ?? ",";

/** A number as people write it; a comma for the point where no comma parts the columns. */
const numberOf = (cell, mark) => {
  const plain = cell
    .trim()
    .replace("−", "-")
    .replace(mark === "," ? /$^/ : ",", ".");
  return plain === "" ? NaN : Number(plain);
};

/**
 * Reads rows of `columns` numbers and a class, any two different words or numbers; the first line may be a heading.
 *
 * @returns {{ rows: number[][], classes: string[], bad: { line: number, text: string }[] }}
 *          the class in a row is 0 or 1, its
 *          place in `classes`; bad rows are named with their line, from 1
 */
export function readRows(text, columns) {
  const mark = markOf(text);
  const parsed = [];
  const bad = [];
  text.split(/\r?\n/).forEach((line, i) => {
    if (line.trim() === "") return;
    const cells = line.split(mark);
    const numbers = cells.slice(0, columns).map((cell) => numberOf(cell, mark));
    if (cells.length === columns + 1 && numbers.every(Number.isFinite)) parsed.push([numbers, cells[columns].trim()]);
    else if (i > 0 || cells.length !== columns + 1) bad.push({ line: i + 1, text: line.trim().slice(0, 30) });
  });
  const names = [...new Set(parsed.map(([, name]) => name))].sort((a, b) => a - b || (a < b ? -1 : 1));
  const classes = names.length === 1 && names[0] === "1" ? ["0", "1"] : names;
  return { rows: parsed.map(([numbers, name]) => [...numbers, classes.indexOf(name)]), classes, bad };
}

/** Columns that leave [−reach, reach] are moved and shrunk into it, all by one factor, so that shapes stay. */
export function scaledToFit(rows, columns, reach) {
  const ranges = Array.from({ length: columns }, (_, c) => {
    const values = rows.map((row) => row[c]);
    return [Math.min(...values), Math.max(...values)];
  });
  if (ranges.every(([low, high]) => low >= -reach && high <= reach)) return { rows, scaled: false };
  const half = Math.max(...ranges.map(([low, high]) => (high - low) / 2)) || 1;
  const fit = (value, c) => Number(((value - (ranges[c][0] + ranges[c][1]) / 2) / half).toFixed(4));
  return { rows: rows.map((row) => row.map((value, c) => (c < columns ? fit(value, c) : value))), scaled: true };
}

/** The rows as comma-separated text with a heading. */
export function writeRows(rows, heading) {
  return [heading, ...rows].map((row) => row.join(",")).join("\n") + "\n";
}
