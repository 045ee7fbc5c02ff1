// Observable Plot puts a <style> into each chart, which the desk's policy for browsers forbids; its few rules stand in
// style/ties.css instead, under the class that is given to the charts. It is cut out of Plot while building.
import { readFile } from "node:fs/promises";

const APPENDED = /\n    \.call\(\(svg\) =>\s*(?:\/\/[^\n]*\n\s*)*svg\.append\("style"\)\.text\(\s*`[^`]*`\s*\)\s*\)/;

export const withoutStyles = {
  name: "plot-without-styles",
  setup(build) {
    build.onLoad({ filter: /@observablehq[\\/]plot[\\/]src[\\/]plot\.js$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const contents = source.replace(APPENDED, "");
      if (contents === source || contents.includes('"style").text')) {
        throw new Error(`${path}: the style that Plot puts into charts is not where it was; mend front/plot.mjs`);
      }
      return { contents, loader: "js" };
    });
  },
};
