// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { Sure } from './sure.tsx'

afterEach(cleanup)

const press = (name: string) => act(async () => screen.getByRole('button', { name }).click())

it.each(['line', 'button'] as const)(
  'what asks once more is where one goes on, and so is what is left of it: %s',
  async look => {
    render(<Sure open="Erase" title="Erase it?" yes="Yes" no="No" look={look} onYes={() => {}} />)
    expect(document.activeElement).toBe(document.body)
    for (const answer of ['No', 'Yes']) {
      await press('Erase')
      expect(document.activeElement).toBe(screen.getByRole('group', { name: 'Erase it?' }))
      await press(answer)
      expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Erase' }))
    }
  },
)
