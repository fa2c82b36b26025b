/** Markup that was made here; a text is never taken for it. */
export type Markup = { readonly markup: string }

type Tag = 'article' | 'blockquote' | 'footer' | 'h1' | 'h2' | 'h3' | 'header' | 'main' | 'p' | 'section' | 'title'

/** An element with texts and elements in it. Tags and attributes are of this program alone. */
export const element = (
  tag: Tag,
  attributes: Readonly<Record<string, string>>,
  ...children: readonly (Markup | string)[]
): Markup => {
  const named = Object.entries(attributes).map(([name, value]) => ` ${name}="${escape(value)}"`)
  return { markup: `<${tag}${named.join('')}>${children.map(markupOf).join('')}</${tag}>` }
}

const markupOf = (child: Markup | string): string => (typeof child === 'string' ? escape(child) : child.markup)

const escape = (text: string): string => text.replaceAll(/[&<>"']/g, letter => `&#${letter.charCodeAt(0)};`)
