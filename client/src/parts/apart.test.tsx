// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { apart } from './apart.tsx'
import { Boundary } from './boundary.tsx'

afterEach(cleanup)

const Words = ({ of }: { of: string }) => <p>{of}</p>

describe('a page that is loaded apart', () => {
  it('stands as soon as it is here, and the second time at once', async () => {
    const Page = apart(async () => Words, <p>opening</p>)
    const { unmount } = render(<Page of="here" />)
    expect(screen.getByText('opening')).toBeTruthy()
    await screen.findByText('here')
    unmount()
    render(<Page of="again" />)
    expect(screen.getByText('again')).toBeTruthy()
  })

  it('stands at once where it was asked for ahead', async () => {
    const Page = apart(async () => Words, <p>opening</p>)
    await Page.ahead()
    render(<Page of="here" />)
    expect(screen.getByText('here')).toBeTruthy()
  })

  it('that cannot be loaded fails like one that cannot be drawn', async () => {
    const Page = apart<{ of: string }>(() => Promise.reject(new Error('no line')))
    render(
      <Boundary instead={<p>trouble</p>}>
        <Page of="here" />
      </Boundary>,
    )
    expect(await screen.findByText('trouble')).toBeTruthy()
  })
})
