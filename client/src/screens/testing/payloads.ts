const SEEDS = [
  '<script>hit()</script>',
  '<img src=x onerror=hit()>',
  '<svg onload=hit()>',
  '<a href="javascript:hit()">here</a>',
  '<iframe srcdoc="<script>hit()</script>">',
  '<style>*{display:none}</style>',
  '<math><mi xlink:href="javascript:hit()">x</mi></math>',
  '<form action=//elsewhere.example><input name=words>',
  '<base href=//elsewhere.example>',
  '<meta http-equiv=refresh content=0>',
  '&lt;script&gt;hit()&lt;/script&gt;',
  '{{constructor.constructor("hit()")()}}',
  '${hit()}',
  '__proto__',
  '\u202Eevil\u202C',
  '\u0000\u0001\uFFFF',
  '[link](javascript:hit())',
  'data:text/html,<script>hit()</script>',
  '%3Cscript%3Ehit()%3C/script%3E',
  '<details open ontoggle=hit()>',
]
const WRAPS: ((seed: string) => string)[] = [
  seed => seed,
  seed => `">${seed}`,
  seed => `'>${seed}<!--`,
  seed => `</textarea>${seed}`,
  seed => `</title>${seed}`,
  seed => `--><!--><${seed}`,
  seed => seed.toUpperCase(),
  seed => `\n\n${seed}\n\n`,
  seed => `]]>${seed}`,
  seed => `${seed}${'A'.repeat(500)}`,
]
/** Two hundred ways to be taken for more than text. */
export const PAYLOADS = SEEDS.flatMap(seed => WRAPS.map(wrap => wrap(seed)))

/** Elements and attributes that our own pages never have. */
export const FOREIGN =
  'script, img, iframe, style, math, base, meta, [onerror], [onload], [ontoggle], [srcdoc], [action]'
