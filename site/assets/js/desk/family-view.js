/** The planning of a family as it has it, for who may only look. */
import { FamilyWeek } from "./family-week.js";

export class FamilyView extends FamilyWeek {
  family = "";

  constructor(path) {
    super(path, "view");
  }

  planningOf({ family, planning }) {
    this.family = family;
    return planning;
  }
}
