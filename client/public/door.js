// Before the first paint: no invite in the address bar, no way back after leaving quickly, the look chosen on this device,
// no landing words elsewhere.
{
  const { documentElement: root } = document
  globalThis.arrivedAt = location.href
  if (location.hash && /^\/(join|talk)$/.test(location.pathname)) history.replaceState(null, '', location.pathname)
  if (location.pathname !== '/') root.dataset.door = 'inner'
  try {
    const back = () => sessionStorage.left && location.replace('/away')
    addEventListener('pageshow', event => event.persisted && back())
    if (performance.getEntriesByType('navigation')[0].type === 'back_forward') back()
    else delete sessionStorage.left
    Object.assign(root.dataset, JSON.parse(localStorage.getItem('haven.look') ?? '{}'))
  } catch {
    // No storage here: the system's look.
  }
}
