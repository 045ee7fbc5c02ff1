// Names beside the largest circles, where they hide no larger circle and no other name: as the server sets them.
export interface Mark {
  link: SVGAElement;
  x: number;
  y: number;
  r: number;
  told: string;
}
type Box = [number, number, number, number];

const MOST = 26;
const LETTER = 6.1;
const LINE = 12;
const UNLABELLED = 3.4;

export function labelled(marks: Mark[], at: { k: number; x: number; y: number }, width: number, height: number): SVGTextElement[] {
  const seen = marks
    .map((mark) => ({ ...mark, left: at.k * mark.x + at.x, top: at.k * mark.y + at.y }))
    .filter((one) => one.left >= 0 && one.left <= width && one.top >= 0 && one.top <= height);
  const taken: Box[] = [];
  const found: SVGTextElement[] = [];
  for (const one of seen) {
    if (one.r < UNLABELLED || found.length === MOST) continue;
    const name = one.told.split(/: |, /)[0] ?? "";
    const rims = seen.slice(0, found.length + 2 * MOST).filter((other) => other.link !== one.link).map(rim);
    for (const [x, y, anchor, box] of beside(one.left, one.top, one.r + 4, LETTER * name.length)) {
      const fits = box[0] >= 0 && box[2] <= width && box[1] >= 0 && box[3] <= height;
      if (!fits || [...taken, ...rims].some((other) => meet(box, other))) continue;
      const text = document.createElementNS("http://www.w3.org/2000/svg", "text");
      text.setAttribute("x", x.toFixed(1));
      text.setAttribute("y", y.toFixed(1));
      text.setAttribute("text-anchor", anchor);
      text.textContent = name;
      found.push(text);
      taken.push(box);
      break;
    }
  }
  return found;
}

function beside(x: number, y: number, r: number, long: number): [number, number, string, Box][] {
  return [
    [x + r, y + 4, "start", [x + r, y - LINE / 2, x + r + long, y + LINE / 2]],
    [x - r, y + 4, "end", [x - r - long, y - LINE / 2, x - r, y + LINE / 2]],
    [x, y - r, "middle", [x - long / 2, y - r - LINE, x + long / 2, y - r]],
    [x, y + r + 9, "middle", [x - long / 2, y + r, x + long / 2, y + r + LINE]],
  ];
}

function rim(one: { left: number; top: number; r: number }): Box {
  const r = one.r * 0.8;
  return [one.left - r, one.top - r, one.left + r, one.top + r];
}

function meet(one: Box, other: Box): boolean {
  return one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
}
