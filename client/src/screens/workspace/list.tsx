import { type ReactNode, useMemo } from 'react'
import { Button } from '../../parts/button.tsx'
import { Title } from '../../parts/door.tsx'
import type { Couple } from '../../vault/workspace.ts'
import { list as text, workspace as words } from '../../text/workspace.en.ts'
import { Row } from './row.tsx'
import type { DeskTools } from './unlocked.ts'
import { useLiveCount } from './use-sessions.ts'

/** Everybody the therapist sits with: couples and practice apart, what has ended folded below. */
export const CoupleList = (tools: DeskTools) => {
  const { content, rooms, workspace, go } = tools
  const groups = useMemo(() => groupsOf(content.couples), [content.couples])
  const open = useLiveCount(rooms, content.couples)
  const isEmpty = content.couples.every(({ gone }) => gone)
  const rename = useRename(workspace)
  const enter = useMemo(() => (session: string) => go({ kind: 'room', session }), [go])
  const lookBack = useMemo(() => (session: string) => go({ kind: 'review', session, from: 'list' }), [go])
  const rows = (couples: readonly Couple[]) =>
    couples.map(couple => <Row key={couple.session} {...{ couple, rooms, rename, enter, lookBack }} />)
  return (
    <main className="couple-list">
      <div className="prompt">
        <Title>{text.greeting(open)}</Title>
        {isEmpty && <p>{text.none}</p>}
      </div>
      <div className="acts">
        <Button className="button main" onPress={() => go({ kind: 'new', of: 'supervised' })}>
          {text.newTalk}
        </Button>
        <Button onPress={() => go({ kind: 'new', of: 'practice' })}>{text.newPractice}</Button>
        <button type="button" className="linklike" onClick={() => go({ kind: 'add' })}>
          {text.add}
        </button>
      </div>
      {groups.supervised.length > 0 && <Group title={text.supervised}>{rows(groups.supervised)}</Group>}
      {groups.practice.length > 0 && (
        <Group title={text.practice} why={text.practiceWhy}>
          {rows(groups.practice)}
        </Group>
      )}
      {groups.ended.length > 0 && <Ended couples={groups.ended} tools={tools} />}
    </main>
  )
}

const Group = ({ title, why, children }: { title: string; why?: string; children: ReactNode }) => (
  <section className="group">
    <h2>
      {title} {why && <span className="soft small">{why}</span>}
    </h2>
    <ul className="couples">{children}</ul>
  </section>
)

const Ended = ({ couples, tools: { workspace } }: { couples: readonly Couple[]; tools: DeskTools }) => {
  const takeOff = (session: string) =>
    void workspace.change(content => ({
      ...content,
      couples: content.couples.map(one => (one.session === session ? { ...one, gone: true } : one)),
    }))
  return (
    <details className="group">
      <summary>{text.ended}</summary>
      <ul className="couples">
        {couples.map(({ session, alias, ended }) => (
          <li key={session}>
            <div>
              <h3>{alias || words.unnamed}</h3>
              <p>{ended && text.endedBy[ended]}</p>
            </div>
            <button type="button" className="linklike" onClick={() => takeOff(session)}>
              {text.takeOff}
            </button>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** Last made first; nobody changes place while one looks. */
const groupsOf = (couples: readonly Couple[]) => {
  const there = couples.filter(({ gone }) => !gone).toSorted((a, b) => b.made - a.made)
  const going = there.filter(({ ended }) => !ended)
  return {
    supervised: going.filter(({ kind }) => kind === 'supervised'),
    practice: going.filter(({ kind }) => kind === 'practice'),
    ended: there.filter(({ ended }) => ended),
  }
}

const useRename = (workspace: DeskTools['workspace']) =>
  useMemo(
    () => (session: string, alias: string) =>
      void workspace.change(content => ({
        ...content,
        couples: content.couples.map(one => (one.session === session ? { ...one, alias } : one)),
      })),
    [workspace],
  )
