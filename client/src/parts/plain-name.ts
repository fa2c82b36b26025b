/** A name that turns the writing round would turn the line it stands in; it is shown without that. */
export const plainName = (name: string): string => name.replaceAll(/[\u202A-\u202E\u2066-\u2069]/g, '')
