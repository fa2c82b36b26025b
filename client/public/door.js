// Before the first paint: no invite in the address bar, the look chosen on this device, no landing words elsewhere.
// Back, after leaving quickly, leads to the neutral page.
{
  const { documentElement: root } = document
  const back = () => sessionStorage.getItem('left') && location.replace('/away')
  try {
    if (performance.getEntriesByType('navigation')[0]?.type === 'back_forward') back()
    else sessionStorage.removeItem('left')
    addEventListener('pageshow', event => event.persisted && back())
  } catch {
    // No storage here.
  }
  globalThis.arrivedAt = location.href
  if (location.hash && /^\/(join|talk)$/.test(location.pathname)) history.replaceState(null, '', location.pathname)
  if (location.pathname !== '/') root.dataset.door = 'inner'
  try {
    Object.assign(root.dataset, JSON.parse(localStorage.getItem('haven.look') ?? '{}'))
  } catch {
    // No storage here.
  }
}
