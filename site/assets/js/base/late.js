/** How the joined script of a screen asks for what comes later: functions/publishing/scripts/joining.py puts `lateFile(…)` in place of `import(…)`. */
import { unreachable } from "./problem.js";

/** Address → what is put after it. Many browsers keep a failure with its address, and would answer it again without asking anybody. */
const failures = {};

/** The module. Throws Problem where it does not come, in French as any other; asked for again, it comes once it can be had. */
export const lateFile = (file) =>
  import(file + (failures[file] ??= "")).catch(() => {
    failures[file] += "?";
    throw unreachable();
  });
