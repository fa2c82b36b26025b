/** How a copy leaves the page. */
export type Outside = {
  /** Handed to the browser to be saved under that name. */
  save(content: BlobPart, name: string, type: string): void
  /** The browser’s own print page over what the page shows on paper. */
  print(): void
}

/** A browser may begin to save long after it was asked; a minute later its address is gone. */
const LASTING_MS = 60_000

export const browserOutside: Outside = {
  save: (content, name, type) => {
    const address = URL.createObjectURL(new Blob([content], { type }))
    const link = document.createElement('a')
    link.href = address
    link.download = name
    link.click()
    setTimeout(() => URL.revokeObjectURL(address), LASTING_MS)
  },
  print: () => window.print(),
}
