/** A shape that breathes, four in and six out. Says nothing to a screen reader. */
export const Breath = () => <div className="breath" aria-hidden="true" />

/** The one drawing of a resting page: the shape above a long line of hills. */
export const Moon = () => (
  <div className="moon" aria-hidden="true">
    <Breath />
    <svg className="line" viewBox="0 0 480 150">
      <path d="M2 118c44 0 62-2 92-16 34-16 58-38 92-34 30 4 44 34 78 36 24 1 36-18 62-20 34-3 52 28 92 33 20 2 40 1 60 1M196 136c34 5 70 5 104-2M112 139c12 2 24 2 36 1M330 138c22-2 40-1 58 2" />
    </svg>
  </div>
)
