/**
 * Acts on a family's file that are not a change of its fields, by the name that a button says (desk/famille.js). Each takes what it is about
 * (`of`), its `button`, the `file`, the addresses of the file and of the town (`path`, `town`), and `done()`, which reads the file again.
 */
import { confirmAddress, endAccess, invite } from "./file-access.js";
import { eraseFamily, exportData, finishMerge, showHistory, showReaders } from "./file-data.js";
import { readThread, writeToFamily } from "./file-messages.js";
import { acceptPaper, openPaper, refusePaper } from "./file-papers.js";
import { removeQuotient, sayComplete } from "./file-standing.js";

export const ACTS = {
  acceptPaper,
  confirmAddress,
  endAccess,
  eraseFamily,
  exportData,
  finishMerge,
  invite,
  openPaper,
  readThread,
  refusePaper,
  removeQuotient,
  sayComplete,
  showHistory,
  showReaders,
  writeToFamily,
  openEnrolments: async (asked) => (await import("./enrolment-form.js")).openEnrolments(asked),
  openSafety: async (asked) => (await import("./safety-sheet.js")).openSafety(asked),
};
