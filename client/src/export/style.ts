/** The look of a copy on its own: it loads no font and no picture. */
export const STYLE = `
:root { --ink: #2b2f2c; --soft: #5d655f; --ground: #fbfaf6; --line: #d9d8cf; --a: #26446b; --b: #664517; --t: #4b3a6b }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e7e5dd; --soft: #a9aca3; --ground: #1d201e; --line: #3b403c; --a: #bfd4f2; --b: #f0d2a6; --t: #d6c8f0 }
}
html { background: var(--ground); color: var(--ink); font: 1.0625rem/1.6 ui-serif, Georgia, serif }
body { margin: 0 }
main { max-width: 38rem; margin: 0 auto; padding: 3rem 1.25rem }
h1, h2, h3 { font-weight: 500; line-height: 1.25; overflow-wrap: anywhere }
h1 { font-size: 1.75rem; margin: 0 0 .75rem }
h2 { font-size: 1.3rem; margin: 3rem 0 0; padding-top: 1rem; border-top: 1px solid var(--line) }
h2 + article { margin-top: 1rem }
h3 { font-size: 1rem; margin: 2rem 0 1rem; color: var(--soft) }
p { margin: 0 0 .4rem; white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: isolate }
header p, footer p, p.fact { color: var(--soft); font-size: .9375rem }
.practice { color: var(--t); letter-spacing: .08em }
.warning { margin-top: 1.25rem; padding: .75rem 1rem; border: 1px solid var(--line); border-radius: .5rem }
article { margin: 0 0 1.25rem; break-inside: avoid }
.who { font-size: .9375rem }
blockquote { margin: 0; padding-inline-start: 1rem; border-inline-start: 3px solid var(--line) }
[data-seat="p1"] .who { color: var(--a) }
[data-seat="p1"] blockquote { border-color: var(--a) }
[data-seat="p2"] .who { color: var(--b) }
[data-seat="p2"] blockquote { border-color: var(--b) }
[data-seat="therapist"] .who { color: var(--t) }
[data-seat="therapist"] blockquote { border-color: var(--t) }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line) }
@media print {
  :root { --ink: #000; --soft: #444; --ground: #fff; --line: #bbb; --a: #26446b; --b: #664517; --t: #4b3a6b }
  main { max-width: none; padding: 0 }
  h2, h3 { break-after: avoid }
  article { break-inside: auto }
}
`
