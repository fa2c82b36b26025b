/** Words beside the talks that are kept on a device. */

export const kept = {
  soon: (date: string) => `Kept until about ${date}, then erased, unless you both choose longer.`,
  longer: 'Keep it longer',
  past: (date: string) => `It was kept until about ${date}, and may be erased by now.`,
}
