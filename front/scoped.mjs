// Keeps the style of a page to itself: what style/NAME.css says holds inside <main class="on-NAME"> alone, so that two pages
// may use the same word for different things. base.css, shared.css and print.css hold everywhere.
import { readFileSync } from "node:fs";
import { basename } from "node:path";

const EVERYWHERE = new Set(["base", "shared", "print", "desk"]);

export const scoped = {
  name: "scoped",
  setup(build) {
    build.onLoad({ filter: /\/style\/\w+\.css$/ }, ({ path }) => {
      const name = basename(path, ".css");
      const text = readFileSync(path, "utf8");
      return { contents: EVERYWHERE.has(name) ? text : `.on-${name} {\n${text}\n}\n`, loader: "css" };
    });
  },
};
