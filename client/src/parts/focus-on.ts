/** As the ref of what has just come in the place of what was pressed: whoever has no pointer goes on from there. */
export const focusOn = (node: HTMLElement | null): void => node?.focus()
