/**
 * The style sheet of what comes later in the page (`late_styles` of layouts/base.html), asked for once. What it dresses waits for it, and does
 * without where none arrives.
 */
import { clone } from "./parts.js";

let asked;

export const lateStyles = () =>
  (asked ??= new Promise((come) => {
    const link = clone("late-styles");
    link.onload = link.onerror = come;
    document.head.append(link);
  }));
