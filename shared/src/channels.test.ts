import { describe, expect, it } from 'vitest'
import { belongs, channelsOf, mayUse, SIDE_CHANNELS, whispersWith } from './channels.ts'
import { SEATS } from './steps.ts'

const usersOf = (channel: Parameters<typeof mayUse>[1]) => SEATS.filter(seat => mayUse(seat, channel))

describe('channels', () => {
  it('P6 each has its own readers, and the room has all of them', () => {
    expect(Object.fromEntries(channelsOf(true).map(channel => [channel, usersOf(channel)]))).toEqual({
      room: ['p1', 'p2', 'therapist'],
      'whisper:p1': ['p1', 'therapist'],
      'whisper:p2': ['p2', 'therapist'],
      notes: ['therapist'],
      'private:p1': ['p1'],
      'private:p2': ['p2'],
    })
    expect(channelsOf(false)).toEqual(['room', 'private:p1', 'private:p2'])
  })

  it('an act belongs to one kind of channel, and erasing to each', () => {
    const types = ['whispered', 'noted', 'bookmarked', 'kept', 'erased', 'spoke', 'guided']
    const found = SIDE_CHANNELS.map(channel => [channel, types.filter(type => belongs(type, channel))])
    expect(Object.fromEntries(found)).toEqual({
      'whisper:p1': ['whispered', 'erased'],
      'whisper:p2': ['whispered', 'erased'],
      notes: ['noted', 'bookmarked', 'erased'],
      'private:p1': ['kept', 'erased'],
      'private:p2': ['kept', 'erased'],
    })
  })

  it('a whisper names its partner', () => {
    expect(SIDE_CHANNELS.map(whispersWith)).toEqual(['p1', 'p2', undefined, undefined, undefined])
  })
})
