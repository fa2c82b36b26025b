// Before the first paint: the look chosen on this device, and no landing words on any other page.
{
  const { documentElement: root } = document
  if (location.pathname !== '/') root.dataset.door = 'inner'
  try {
    Object.assign(root.dataset, JSON.parse(localStorage.getItem('haven.look') ?? '{}'))
  } catch {
    // No storage here: the system's look.
  }
}
