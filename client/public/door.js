// Before the first paint: no invite in the address bar, the look chosen on this device, no landing words elsewhere.
{
  const { documentElement: root } = document
  globalThis.arrivedAt = location.href
  if (location.hash && /^\/(join|talk)$/.test(location.pathname)) history.replaceState(null, '', location.pathname)
  if (location.pathname !== '/') root.dataset.door = 'inner'
  try {
    Object.assign(root.dataset, JSON.parse(localStorage.getItem('haven.look') ?? '{}'))
  } catch {
    // No storage here: the system's look.
  }
}
