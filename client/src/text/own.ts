/** In place of a card: a small real hurt of the players’ own. */
export const OWN = 'own'
