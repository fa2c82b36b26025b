import { useLayoutEffect, useRef } from 'react'
import { useDraft } from '../../../parts/use-draft.ts'
import { useSend } from '../use-send.ts'
import type { DeskRoom } from './desk-room.ts'

const FIELDS = [{ field: 'text' }, { field: 'to' }]

/** One field of words and whom they are for, a draft until they are sent. What is typed while they leave stays on the page. */
export const useLetter = (room: DeskRoom, key: string, go: (words: string, to: string) => Promise<unknown>) => {
  const draft = useDraft(room, key, FIELDS)
  const { isBusy, failed, send } = useSend()
  const said = String(draft.values['text'] ?? '')
  const latest = useRef(said)
  useLayoutEffect(() => void (latest.current = said), [said])
  const to = String(draft.values['to'] ?? '')
  const change = (text: string, next = to) => draft.change({ text, to: next })
  const letGo = async () => {
    await go(said.trim(), to)
    const since = typedSince(said, latest.current)
    if (since) change(since)
    else await draft.clear()
  }
  return {
    said,
    to,
    failed,
    isReady: !isBusy && said.trim() !== '',
    change,
    send: () => {
      if (said.trim() !== '') send(letGo)
    },
  }
}

/** What was added behind the words that left; all of it, where they were changed. */
const typedSince = (sent: string, now: string): string =>
  now.startsWith(sent.trimEnd()) ? now.slice(sent.trimEnd().length).trimStart() : now
