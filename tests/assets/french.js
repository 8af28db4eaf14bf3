/** Spaces as one types them: French puts some that do not break. */
export const plain = (text) => text.replace(/[\u00a0\u202f]/g, " ");
