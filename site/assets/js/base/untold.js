/** What went wrong and nobody caught is said all the same: whoever pressed reads why nothing came, and that they can press again. */
import { announce } from "./announce.js";

addEventListener("unhandledrejection", ({ reason }) => reason?.title && announce(reason.message));
