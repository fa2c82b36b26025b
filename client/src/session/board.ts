import type { Scene } from './scene.ts'

/** What is new in a scene; `undefined` takes a field away. */
export type Change = { [Field in keyof Scene]?: Scene[Field] | undefined }

export type Board = {
  get(): Scene
  subscribe(listener: () => void): () => void
  /** A new scene and a call to each listener, unless all of it is known already. */
  set(change: Change): void
}

export const createBoard = (first: Scene): Board => {
  const listeners = new Set<() => void>()
  let scene = first
  const isKnown = ([field, value]: [string, unknown]) => scene[field as keyof Scene] === value
  return {
    get: () => scene,
    subscribe: listener => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    set: change => {
      if (Object.entries(change).every(isKnown)) return
      const fields = Object.entries({ ...scene, ...change }).filter(([, value]) => value !== undefined)
      scene = Object.fromEntries(fields) as Scene
      for (const listener of listeners) listener()
    },
  }
}
